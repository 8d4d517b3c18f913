using System.Globalization;

namespace Dci.CrvsApi.Benchmarks.Servers;

/// <summary>What a process has used so far, as the kernel counts it.</summary>
/// <param name="Cpu">User and system time; the kernel counts in hundredths of a second.</param>
/// <param name="Rss">Resident memory, bytes.</param>
/// <param name="RssAnon">Resident memory that is not a mapped file, bytes.</param>
/// <param name="PeakRss">The largest resident memory since <see cref="ResetPeak"/>, bytes.</param>
internal readonly record struct ProcessCost(TimeSpan Cpu, long Rss, long RssAnon, long PeakRss)
{
    public static ProcessCost Of(int processId)
    {
        var status = File.ReadAllLines($"/proc/{processId}/status");
        return new ProcessCost(CpuOf(processId), Bytes(status, "VmRSS:"), Bytes(status, "RssAnon:"), Bytes(status, "VmHWM:"));
    }

    /// <summary>Lets the peak start anew (proc(5), clear_refs).</summary>
    public static void ResetPeak(int processId) => File.WriteAllText($"/proc/{processId}/clear_refs", "5");

    /// <summary>The time all processes of the machine together were on a core.</summary>
    public static TimeSpan CpuOfMachine()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Number).ToArray();
        // user, nice, system, idle, iowait, irq, softirq, steal
        return Ticks(fields[0] + fields[1] + fields[2] + fields[5] + fields[6]);
    }

    private static TimeSpan CpuOf(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        // The name in brackets may hold blanks; utime and stime are the 12th and 13th fields after it.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return Ticks(Number(fields[11]) + Number(fields[12]));
    }

    private static TimeSpan Ticks(long hundredths) => TimeSpan.FromMilliseconds(hundredths * 10);

    private static long Bytes(string[] status, string name) =>
        Number(status.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
