using System.Diagnostics;
using System.Globalization;
using Dci.CrvsApi.Benchmarks.Exchanges;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Notices;

/// <summary>Whether registrations at a steady rate reach several subscribers each without falling behind, and what the server holds meanwhile.</summary>
internal sealed class SteadyLoad(Audience audience, BirthPost births)
{
    private const int Steps = 6;
    private const double MiB = 1024 * 1024;

    public bool Measure(int perSecond, TimeSpan duration)
    {
        Console.Error.WriteLine($"steady: {duration.TotalSeconds:N0} s at {perSecond} registrations a second, {audience.Size} subscribers");
        var faults = new List<string>(Run(perSecond, TimeSpan.FromSeconds(5), show: false));
        Console.WriteLine("| registered | registered/s | notified/s | last answer to last notification ms | p50 ms | p99 ms | server CPU of a core | RSS MiB | RssAnon MiB |");
        Console.WriteLine("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (var step = 0; step < Steps; step++)
            faults.AddRange(Run(perSecond, duration / Steps, show: true));
        return Traffic.Report(faults);
    }

    private IReadOnlyList<string> Run(int perSecond, TimeSpan duration, bool show)
    {
        audience.Sink.Clear();
        var posts = births.Next((int)(perSecond * duration.TotalSeconds));
        GC.Collect();
        var (before, started) = (ProcessCost.Of(audience.Target.ProcessId), Stopwatch.GetTimestamp());
        var (accepted, faults) = new Registering(audience.Target).Run(posts, perSecond);
        var registered = Stopwatch.GetTimestamp();
        var complete = audience.Sink.WaitFor((long)posts.Length * audience.Size, TimeSpan.FromSeconds(20));
        var (after, elapsed) = (ProcessCost.Of(audience.Target.ProcessId), Stopwatch.GetElapsedTime(started));
        if (show)
            Write(posts, accepted, Stopwatch.GetElapsedTime(started, registered), elapsed, before, after);
        return [.. faults, .. Told.FaultsOf(audience, posts), .. complete ? Array.Empty<string>() : ["Not everything was told in time."]];
    }

    private void Write(Birth[] posts, long[] accepted, TimeSpan registering, TimeSpan elapsed, ProcessCost before, ProcessCost after)
    {
        var at = posts.Zip(accepted).ToDictionary(pair => pair.First.RecordId, pair => pair.Second);
        var times = audience.Sink.Arrivals().Where(arrival => at.ContainsKey(arrival.Record)).Select(arrival => Math.Max(0, arrival.At - at[arrival.Record])).Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {posts.Length:N0} | {posts.Length / registering.TotalSeconds:N0} | {audience.Sink.Count / elapsed.TotalSeconds:N0} | {(elapsed - registering).TotalMilliseconds:N0} | {Measurement.Percentile(times, 0.5):F1} | {Measurement.Percentile(times, 0.99):F1} | {(after.Cpu - before.Cpu) / elapsed:P0} | {after.Rss / MiB:F0} | {after.RssAnon / MiB:F0} |"));
    }
}
