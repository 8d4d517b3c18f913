namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>How much load, how often.</summary>
/// <param name="Connections">The concurrencies to measure.</param>
/// <param name="Requests">Look-ups for each measurement at most; dearer requests and a single connection get fewer.</param>
/// <param name="Limit">The longest a measurement may last. Less than five minutes, the time that a message stays fresh.</param>
/// <param name="WarmUp">Look-ups sent before anything is measured, so that tiered compilation has settled.</param>
/// <param name="Rounds">How often everything is measured; the median round stands in the table.</param>
internal sealed record LoadPlan(IReadOnlyList<int> Connections, int Requests, TimeSpan Limit, int WarmUp, int Rounds)
{
    public int RequestsFor(Scenario scenario, int connections) => Math.Max(200, Requests / scenario.Weight / (connections == 1 ? 4 : 1));

    public int WarmUpFor(Scenario scenario) => Math.Max(500, WarmUp / scenario.Weight);
}
