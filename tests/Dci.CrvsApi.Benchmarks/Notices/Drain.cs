using System.Diagnostics;
using System.Globalization;
using Dci.CrvsApi.Benchmarks.Exchanges;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Notices;

/// <summary>How fast the events that subscribers missed reach them when they are back.</summary>
internal sealed class Drain(Audience audience, BirthPost births)
{
    private const int Registrations = 3_000;
    private const double MiB = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public bool Measure(int perSecond)
    {
        Console.Error.WriteLine($"drain: {Registrations:N0} registrations while nobody hears");
        audience.Sink.Close();
        audience.Sink.Clear();
        var posts = births.Next(Registrations);
        var (_, faults) = new Registering(audience.Target).Run(posts, perSecond);
        audience.Sink.Open();
        var opened = Stopwatch.GetTimestamp();
        var all = (long)Registrations * audience.Size;
        while (audience.Sink.Count < all && Stopwatch.GetElapsedTime(opened) < Limit)
            Thread.Sleep(10);
        var times = audience.Sink.Arrivals().Select(arrival => Stopwatch.GetElapsedTime(opened, arrival.At).TotalSeconds).Order().ToArray();
        if (times.Length == 0)
            return Traffic.Report(["Nothing came."]);
        Console.WriteLine("| events missed | first after s | last after s | told/s in between | RssAnon MiB |");
        Console.WriteLine("|--:|--:|--:|--:|--:|");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {all:N0} | {times[0]:F1} | {times[^1]:F1} | {times.Length / (times[^1] - times[0]):N0} | {ProcessCost.Of(audience.Target.ProcessId).RssAnon / MiB:F0} |"));
        return Traffic.Report([.. faults, .. Told.FaultsOf(audience, posts)]);
    }
}
