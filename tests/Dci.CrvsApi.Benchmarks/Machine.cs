using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Dci.CrvsApi.Benchmarks;

/// <summary>What a figure was measured on.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Cpu()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}";

    /// <summary>The median time to append 4 KiB to a file in the folder and have it on the disk: what every durable answer waits for.</summary>
    public static string DescribeDisk(string folder)
    {
        var file = Path.Combine(folder, "sync.probe");
        var page = new byte[4096];
        var times = new List<double>();
        using (var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
        {
            for (var write = 0; write < 200; write++)
            {
                var started = Stopwatch.GetTimestamp();
                stream.Write(page);
                stream.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"4 KiB appended and synced: p50 {times[100]:F2} ms, p99 {times[198]:F2} ms");
    }

    private static string Cpu() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown CPU";
}
