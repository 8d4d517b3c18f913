using System.Globalization;
using Dci.CrvsApi.Benchmarks.Exchanges;
using Dci.CrvsApi.Benchmarks.Load;

namespace Dci.CrvsApi.Benchmarks.Notices;

/// <summary>How long after a registration was accepted its notification comes, at a steady 50 registrations a second.</summary>
internal sealed class NoticeLatency(Audience audience, BirthPost births)
{
    private const int PerSecond = 50;
    private const int WarmUp = 500;

    public bool Measure(TimeSpan duration)
    {
        Console.Error.WriteLine($"latency: {duration.TotalSeconds:N0} s at {PerSecond} a second");
        var (_, faults) = Run(WarmUp);
        var (times, late) = Run((int)(duration.TotalSeconds * PerSecond));
        Console.WriteLine($"| 50 registrations/s, {audience.Size} subscribers told of each | p50 ms | p95 ms | p99 ms | worst ms |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        Console.WriteLine(Row("from the answer to the registration to the notification", times));
        return Traffic.Report([.. faults, .. late]);
    }

    public (long[] Times, IReadOnlyList<string> Faults) Run(int count)
    {
        audience.Sink.Clear();
        var posts = births.Next(count);
        var (accepted, faults) = new Registering(audience.Target).Run(posts, PerSecond);
        audience.Sink.WaitFor(count * audience.Size, TimeSpan.FromSeconds(30));
        var at = posts.Zip(accepted).ToDictionary(pair => pair.First.RecordId, pair => pair.Second);
        // A notification may overtake the answer to its own registration.
        var times = audience.Sink.Arrivals().Where(arrival => at.ContainsKey(arrival.Record)).Select(arrival => Math.Max(0, arrival.At - at[arrival.Record])).Order().ToArray();
        return (times, [.. faults, .. Told.FaultsOf(audience, posts)]);
    }

    public static string Row(string what, long[] sorted) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {Measurement.Percentile(sorted, 0.5):F1} | {Measurement.Percentile(sorted, 0.95):F1} | {Measurement.Percentile(sorted, 0.99):F1} | {Measurement.Percentile(sorted, 1):F1} |");
}
