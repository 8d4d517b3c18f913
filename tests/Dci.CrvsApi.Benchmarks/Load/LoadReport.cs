using System.Globalization;
using System.Text;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>The measurements of every round, and the tables they make: of each cell the round of median throughput.</summary>
internal sealed class LoadReport
{
    private const double MiB = 1024 * 1024;
    private readonly List<Measurement> _measurements = [];

    public int Errors => _measurements.Sum(measurement => measurement.Faults.Count);

    public void Add(Measurement measurement) => _measurements.Add(measurement);

    public string Table()
    {
        var text = new StringBuilder();
        text.AppendLine("| request | connections | requests/s | p50 ms | p95 ms | p99 ms | server CPU ms | client CPU ms | reply bytes | peak RSS MiB | RssAnon MiB | others' CPU | errors |");
        text.AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var rounds in _measurements.GroupBy(measurement => (measurement.Scenario, measurement.Connections)))
        {
            var row = Median(rounds);
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {row.Scenario} | {row.Connections} | {row.PerSecond:N0} | {row.P50:F2} | {row.P95:F2} | {row.P99:F2} | {row.ServerCpu:F3} | {row.ClientCpu:F3} | {row.ReplySize:N0} | {row.PeakRss / MiB:F0} | {row.RssAnon / MiB:F0} | {row.Others:P0} | {rounds.Sum(round => round.Faults.Count)} |");
        }

        return text.ToString();
    }

    /// <summary>How near one scenario comes to another, by throughput and by the CPU of a request.</summary>
    public string Ratios(string scenario, string floor)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"| {scenario} : {floor} | by requests/s | by server CPU |");
        text.AppendLine("|---|--:|--:|");
        foreach (var connections in _measurements.Select(measurement => measurement.Connections).Distinct())
        {
            var (ours, least) = (Of(scenario, connections), Of(floor, connections));
            text.AppendLine(CultureInfo.InvariantCulture, $"| connections: {connections} | {ours.PerSecond / least.PerSecond:P0} | {least.ServerCpu / ours.ServerCpu:P0} |");
        }

        return text.ToString();
    }

    /// <summary>The first faults of each scenario, for whoever has to find out why.</summary>
    public IEnumerable<string> FirstFaults() =>
        _measurements.Where(measurement => measurement.Faults.Count > 0)
            .DistinctBy(measurement => measurement.Scenario)
            .Select(measurement => $"{measurement.Scenario}: {measurement.Faults[0]}");

    private Measurement Of(string scenario, int connections) =>
        Median(_measurements.Where(measurement => measurement.Scenario == scenario && measurement.Connections == connections));

    private static Measurement Median(IEnumerable<Measurement> rounds)
    {
        var sorted = rounds.OrderBy(round => round.PerSecond).ToList();
        return sorted[sorted.Count / 2];
    }
}
