using Dci.CrvsApi.Benchmarks.Servers;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>Measures a scenario on a target. Requests are written and signed before the clock starts: only the server's work is timed.</summary>
internal sealed class Meter(LoadPlan plan, TimeProvider clock)
{
    private const int SampleEvery = 200;
    private int _sent;

    public void WarmUp(Target target, Scenario scenario) => Loop(target).Run(Prepare(target, scenario, plan.WarmUpFor(scenario)), 16);

    public Measurement Measure(Target target, Scenario scenario, int connections)
    {
        var requests = Prepare(target, scenario, plan.RequestsFor(scenario, connections));
        GC.Collect();
        ProcessCost.ResetPeak(target.ProcessId);
        var (server, client, machine) = Costs(target);
        var outcome = Loop(target).Run(requests, connections);
        var (serverAfter, clientAfter, machineAfter) = Costs(target);
        var (serverCpu, clientCpu) = (serverAfter.Cpu - server.Cpu, clientAfter.Cpu - client.Cpu);
        var others = (machineAfter - machine - serverCpu - clientCpu) / (outcome.Elapsed * Environment.ProcessorCount);
        Array.Sort(outcome.Latencies);
        return new Measurement
        {
            Scenario = scenario.Name,
            Connections = connections,
            Requests = outcome.Latencies.Length,
            PerSecond = outcome.PerSecond,
            P50 = Measurement.Percentile(outcome.Latencies, 0.50),
            P95 = Measurement.Percentile(outcome.Latencies, 0.95),
            P99 = Measurement.Percentile(outcome.Latencies, 0.99),
            ServerCpu = serverCpu.TotalMilliseconds / Math.Max(1, outcome.Latencies.Length),
            ClientCpu = clientCpu.TotalMilliseconds / Math.Max(1, outcome.Latencies.Length),
            Others = Math.Max(0, others),
            PeakRss = serverAfter.PeakRss,
            RssAnon = serverAfter.RssAnon,
            ReplySize = outcome.Samples.Select(sample => sample.Length).Order().ElementAtOrDefault(outcome.Samples.Length / 2),
            Faults = [.. outcome.Faults, .. outcome.Samples.Select(sample => target.Check.FaultOf(sample, scenario.ItemsEach, scenario.RecordsEach)).OfType<string>()],
        };
    }

    /// <summary>One reply of the scenario, as received.</summary>
    public byte[] Once(Target target, Scenario scenario)
    {
        var outcome = Loop(target).Run(Prepare(target, scenario, 1), 1);
        return outcome.Samples is [var reply] ? reply : throw new InvalidOperationException($"{scenario.Name}: {string.Join(' ', outcome.Faults)}");
    }

    private ClosedLoop Loop(Target target) => new(target.Address, plan.Limit, SampleEvery);

    private byte[][] Prepare(Target target, Scenario scenario, int count)
    {
        var message = new MessageWriter(scenario.Partner, clock);
        var requests = new byte[count][];
        var first = _sent;
        _sent += count;
        Parallel.For(0, count, index => requests[index] = HttpRequest.Post(
            target.Address, "/registry/sync/search", "application/json", message.Write(scenario.Items(first + index)), scenario.Partner.Token));
        return requests;
    }

    private static (ProcessCost Server, ProcessCost Client, TimeSpan Machine) Costs(Target target) =>
        (ProcessCost.Of(target.ProcessId), ProcessCost.Of(Environment.ProcessId), ProcessCost.CpuOfMachine());
}
