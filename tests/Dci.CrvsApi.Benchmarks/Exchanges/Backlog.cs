using System.Diagnostics;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Exchanges;

/// <summary>What the server holds in memory while a receiver is down and deliveries wait, and how fast they go out when it is back.</summary>
internal sealed class Backlog(Traffic traffic, int waiting)
{
    private const double MiB = 1024 * 1024;
    private const int Steps = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    public bool Measure()
    {
        using var sink = new CallbackSink(keepEvery: 500);
        var faults = new List<string>();
        var transactions = new List<Guid>();
        Console.WriteLine("| accepted while the receiver is down | accepted/s | RSS MiB | RssAnon MiB | peak RSS MiB |");
        Console.WriteLine("|--:|--:|--:|--:|--:|");
        WriteStep(0, null);
        for (var step = 1; step <= Steps; step++)
        {
            // Written anew for each step: a message is fresh for five minutes.
            var questions = traffic.Prepare(waiting / Steps, sink);
            transactions.AddRange(questions.Transactions);
            var loop = new ClosedLoop(traffic.Target.Address, Limit, 1000).Run(questions.Requests, 16);
            faults.AddRange(loop.Faults);
            WriteStep(transactions.Count, loop.PerSecond);
        }

        Thread.Sleep(TimeSpan.FromSeconds(10));
        Console.Write("10 s later: ");
        WriteStep(transactions.Count, null);
        faults.AddRange(Drain(sink, transactions));
        return Traffic.Report(faults);
    }

    private IReadOnlyList<string> Drain(CallbackSink sink, List<Guid> transactions)
    {
        sink.Open();
        var opened = Stopwatch.GetTimestamp();
        var (complete, peak) = (false, 0L);
        while (!complete && Stopwatch.GetElapsedTime(opened) < Limit)
        {
            // A repeat counts as well, so that the end may come a little early; what is missing then shows.
            Thread.Sleep(250);
            complete = sink.Count >= transactions.Count;
            peak = Math.Max(peak, ProcessCost.Of(traffic.Target.ProcessId).RssAnon);
        }

        var times = sink.Arrivals().Select(arrival => Stopwatch.GetElapsedTime(opened, arrival.At).TotalSeconds).Order().ToArray();
        if (times.Length > 0)
        {
            Console.WriteLine();
            Console.WriteLine($"The receiver is back: first callback after {times[0]:F1} s, half after {times[times.Length / 2]:F1} s, 99 % after {times[(int)(0.99 * (times.Length - 1))]:F1} s, the last after {times[^1]:F1} s; {times.Length / (times[^1] - times[0]):N0} a second; largest RssAnon {peak / MiB:F0} MiB.");
        }

        return traffic.FaultsOf(new Questions(transactions, [], 1), sink);
    }

    private void WriteStep(int accepted, double? perSecond)
    {
        var cost = ProcessCost.Of(traffic.Target.ProcessId);
        Console.WriteLine($"| {accepted:N0} | {perSecond:N0} | {cost.Rss / MiB:F0} | {cost.RssAnon / MiB:F0} | {cost.PeakRss / MiB:F0} |");
    }
}
