using System.Globalization;

namespace Dci.CrvsApi.Commands;

/// <summary>Shows how far long work is: one line that is rewritten on a terminal, one line a tenth of the way elsewhere.</summary>
internal sealed class ProgressLine(TextWriter output, string label, long total, TimeProvider clock, bool interactive) : IProgress<long>
{
    private const int Width = 30;
    private readonly long _started = clock.GetTimestamp();
    private long _nextAt;

    public void Report(long value)
    {
        if (value < _nextAt && value < total)
            return;
        _nextAt = value + Math.Max(1, total / (interactive ? 200 : 10));
        var share = total == 0 ? 1 : Math.Min(1, (double)value / total);
        var bar = new string('#', (int)(share * Width)).PadRight(Width, '-');
        var seconds = clock.GetElapsedTime(_started).TotalSeconds;
        var rate = seconds > 0 ? value / seconds : 0;
        var line = string.Create(CultureInfo.InvariantCulture, $"{label} [{bar}] {share,4:P0}  {value:N0} of {total:N0}  {rate:N0}/s");
        if (interactive)
            output.Write("\r" + line);
        else
            output.WriteLine(line);
    }

    /// <summary>Ends the line.</summary>
    public void Done()
    {
        if (interactive)
            output.WriteLine();
    }
}
