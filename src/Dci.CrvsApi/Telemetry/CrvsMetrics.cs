using System.Diagnostics.Metrics;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Search;

namespace Dci.CrvsApi.Telemetry;

/// <summary>What the server counts: how items ended and why messages were refused. No partner, no value.</summary>
internal sealed class CrvsMetrics
{
    public const string MeterName = "Dci.CrvsApi";

    private static readonly KeyValuePair<string, object?> FoundTag = new("outcome", "found");
    private static readonly KeyValuePair<string, object?> EmptyTag = new("outcome", "empty");
    private static readonly KeyValuePair<string, object?> RefusedTag = new("outcome", "refused");

    private readonly Counter<long> _items;
    private readonly Counter<long> _refusals;

    public CrvsMetrics(IMeterFactory meters)
    {
#pragma warning disable CA2000 // the factory owns its meters
        var meter = meters.Create(MeterName);
#pragma warning restore CA2000
        _items = meter.CreateCounter<long>("crvs.search.items", "{item}", "Search items answered, by outcome.");
        _refusals = meter.CreateCounter<long>("crvs.messages.refused", "{message}", "Messages refused as a whole, by status and code.");
    }

    public void Answered(IReadOnlyList<ItemOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
            _items.Add(1, outcome.Item is AnsweredItem.Found found ? found.Total > 0 ? FoundTag : EmptyTag : RefusedTag);
    }

    public void Refused(Failure failure) =>
        _refusals.Add(1, new KeyValuePair<string, object?>("status", failure.Status), new KeyValuePair<string, object?>("code", failure.Code));
}
