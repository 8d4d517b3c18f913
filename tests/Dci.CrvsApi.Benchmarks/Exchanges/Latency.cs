using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Exchanges;

/// <summary>How long after its ACK a callback comes, at a steady 50 searches a second that wait for nothing.</summary>
internal sealed class Latency(Traffic traffic, TimeSpan duration)
{
    private const int PerSecond = 50;
    private const int Connections = 8;
    private const int WarmUp = 500;

    public bool Measure()
    {
        using var sink = new CallbackSink(keepEvery: 10);
        sink.Open();
        Console.Error.WriteLine("latency: warming up");
        var (_, _, faults) = Run(sink, WarmUp);
        sink.Clear();
        Console.Error.WriteLine($"latency: {duration.TotalSeconds:N0} s at {PerSecond} a second");
        var (fromAck, fromSend, late) = Run(sink, (int)(duration.TotalSeconds * PerSecond));
        Console.WriteLine("| 50 searches/s | p50 ms | p95 ms | p99 ms | worst ms |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        Write("from the ACK to the callback", fromAck);
        Write("from the question to the callback", fromSend);
        return Traffic.Report([.. faults, .. late]);
    }

    private (long[] FromAck, long[] FromSend, IReadOnlyList<string> Faults) Run(CallbackSink sink, int count)
    {
        var questions = traffic.Prepare(count, sink);
        var (sent, acknowledged, faults) = (new long[count], new long[count], new List<string>());
        var start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
        var threads = Enumerable.Range(0, Connections).Select(lane => new Thread(() => Send(questions, lane, start, sent, acknowledged, faults))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        sink.WaitFor(count, TimeSpan.FromSeconds(30));
        var came = sink.Arrivals().GroupBy(arrival => arrival.Transaction).ToDictionary(group => group.Key, group => group.Min(arrival => arrival.At));
        var answered = Enumerable.Range(0, count).Where(index => came.ContainsKey(questions.Transactions[index])).ToArray();
        // A callback may overtake its own ACK.
        var fromAck = answered.Select(index => Math.Max(0, came[questions.Transactions[index]] - acknowledged[index])).Order().ToArray();
        var fromSend = answered.Select(index => came[questions.Transactions[index]] - sent[index]).Order().ToArray();
        return (fromAck, fromSend, [.. faults, .. traffic.FaultsOf(questions, sink)]);
    }

    /// <summary>Every eighth question, each at its own time whatever became of those before.</summary>
    private void Send(Questions questions, int lane, long start, long[] sent, long[] acknowledged, List<string> faults)
    {
        using var connection = new HttpConnection(traffic.Target.Address);
        for (var index = lane; index < questions.Requests.Count; index += Connections)
        {
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), start + (index * Stopwatch.Frequency / PerSecond));
            if (wait > TimeSpan.Zero)
                Thread.Sleep(wait);
            sent[index] = Stopwatch.GetTimestamp();
            var reply = connection.Send(questions.Requests[index]);
            acknowledged[index] = Stopwatch.GetTimestamp();
            if (reply.Status == 200)
                continue;
            lock (faults)
                faults.Add($"{reply.Status} {Encoding.UTF8.GetString(reply.Body)}");
        }
    }

    private static void Write(string what, long[] sorted) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {Measurement.Percentile(sorted, 0.5):F1} | {Measurement.Percentile(sorted, 0.95):F1} | {Measurement.Percentile(sorted, 0.99):F1} | {Measurement.Percentile(sorted, 1):F1} |"));
}
