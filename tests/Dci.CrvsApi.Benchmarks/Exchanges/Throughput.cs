using System.Diagnostics;
using System.Globalization;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Exchanges;

/// <summary>How many one-item searches a second are acknowledged and delivered: the clock runs from the first question to the last callback.</summary>
internal sealed class Throughput(Traffic traffic, ExchangePlan plan)
{
    private const int KeepEvery = 200;
    private const double MiB = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public bool Measure()
    {
        using var sink = new CallbackSink(KeepEvery);
        sink.Open();
        Console.Error.WriteLine("throughput: warming up");
        var sound = Traffic.Report(Run(sink, Math.Min(plan.Requests, 20_000), 16).Faults);
        Console.WriteLine("| connections | delivered/s | acknowledged/s | ACK p50 ms | ACK p99 ms | last ACK to last callback ms | server CPU ms | client CPU ms | RssAnon MiB | others' CPU |");
        Console.WriteLine("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var connections in plan.Connections)
        {
            for (var round = 0; round < plan.Rounds; round++)
                sound &= Traffic.Report(Run(sink, plan.Requests, connections).Write(connections));
        }

        return sound;
    }

    private Outcome Run(CallbackSink sink, int count, int connections)
    {
        sink.Clear();
        var questions = traffic.Prepare(count, sink);
        GC.Collect();
        var (server, client, machine) = Costs();
        var started = Stopwatch.GetTimestamp();
        var loop = new ClosedLoop(traffic.Target.Address, Limit, KeepEvery).Run(questions.Requests, connections);
        var complete = sink.WaitFor(count, Patience);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var (serverAfter, clientAfter, machineAfter) = Costs();
        Array.Sort(loop.Latencies);
        return new Outcome(
            count / elapsed.TotalSeconds,
            loop,
            elapsed - loop.Elapsed,
            (serverAfter.Cpu - server.Cpu) / count,
            (clientAfter.Cpu - client.Cpu) / count,
            serverAfter.RssAnon,
            (machineAfter - machine - (serverAfter.Cpu - server.Cpu) - (clientAfter.Cpu - client.Cpu)) / (elapsed * Environment.ProcessorCount),
            [.. loop.Faults, .. traffic.FaultsOf(questions, sink), .. complete ? Array.Empty<string>() : [$"{sink.Count} of {count} callbacks came in time."]]);
    }

    private (ProcessCost Server, ProcessCost Client, TimeSpan Machine) Costs() =>
        (ProcessCost.Of(traffic.Target.ProcessId), ProcessCost.Of(Environment.ProcessId), ProcessCost.CpuOfMachine());

    private sealed record Outcome(
        double PerSecond, LoopOutcome Loop, TimeSpan Lag, TimeSpan ServerCpu, TimeSpan ClientCpu, long RssAnon, double Others, IReadOnlyList<string> Faults)
    {
        public IReadOnlyList<string> Write(int connections)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {connections} | {PerSecond:N0} | {Loop.PerSecond:N0} | {Measurement.Percentile(Loop.Latencies, 0.5):F2} | {Measurement.Percentile(Loop.Latencies, 0.99):F2} | {Lag.TotalMilliseconds:N0} | {ServerCpu.TotalMilliseconds:F3} | {ClientCpu.TotalMilliseconds:F3} | {RssAnon / MiB:F0} | {Math.Max(0, Others):P0} |"));
            return Faults;
        }
    }
}
