using System.Globalization;
using Dci.CrvsApi.Benchmarks.Exchanges;
using Dci.CrvsApi.Benchmarks.Servers;

namespace Dci.CrvsApi.Benchmarks.Notices;

/// <summary>What subscriptions that nothing matches cost those who are told.</summary>
internal sealed class Strangers(Audience audience, BirthPost births)
{
    private const int Registrations = 1000;
    private int _strangers;

    public bool Measure(IReadOnlyList<int> sizes)
    {
        var latency = new NoticeLatency(audience, births);
        var faults = new List<string>(latency.Run(Registrations).Faults);
        Console.WriteLine("| subscriptions that do not match | p50 ms | p95 ms | p99 ms | worst ms | server CPU ms for each registration |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|");
        faults.AddRange(Run(latency));
        foreach (var size in sizes.Order())
        {
            Console.Error.WriteLine($"strangers: up to {size:N0}");
            Add(size);
            faults.AddRange(Run(latency));
        }

        return Traffic.Report(faults);
    }

    private IReadOnlyList<string> Run(NoticeLatency latency)
    {
        var before = ProcessCost.Of(audience.Target.ProcessId).Cpu;
        var (times, faults) = latency.Run(Registrations);
        var cpu = ProcessCost.Of(audience.Target.ProcessId).Cpu - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{NoticeLatency.Row(_strangers.ToString("N0", CultureInfo.InvariantCulture), times)} {cpu.TotalMilliseconds / Registrations:F2} |"));
        return faults;
    }

    private void Add(int size)
    {
        var filters = Enumerable.Range(_strangers, size - _strangers).Select(index => $$"""{"type":"UIN","value":"NOBODY{{index}}"}""").ToList();
        audience.Hear(filters);
        _strangers = size;
    }
}
