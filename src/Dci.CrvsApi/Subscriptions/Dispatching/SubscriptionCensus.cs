using System.Diagnostics.Metrics;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Telemetry;

namespace Dci.CrvsApi.Subscriptions.Dispatching;

/// <summary>How many subscriptions there are, as of the last count, for the metrics.</summary>
internal sealed class SubscriptionCensus
{
    private readonly ISubscriptionStore _store;
    private IReadOnlyDictionary<SubscriptionState, int> _latest = new Dictionary<SubscriptionState, int>();

    public SubscriptionCensus(ISubscriptionStore store, IMeterFactory meters)
    {
        _store = store;
#pragma warning disable CA2000 // the factory owns its meters
        var meter = meters.Create(CrvsMetrics.MeterName);
#pragma warning restore CA2000
        meter.CreateObservableGauge("crvs.subscription.active", () => Of(SubscriptionState.Active), "{subscription}", "Subscriptions that are told of events.");
        meter.CreateObservableGauge("crvs.subscription.paused", () => Of(SubscriptionState.Paused), "{subscription}", "Subscriptions that somebody holds.");
        meter.CreateObservableGauge("crvs.subscription.suspended", () => Suspended, "{subscription}", "Subscriptions whose receiver is gone; their events wait.");
    }

    public int Suspended => Of(SubscriptionState.Suspended);

    public async Task CountAsync(CancellationToken cancellationToken) => Volatile.Write(ref _latest, await _store.CountByStateAsync(cancellationToken));

    private int Of(SubscriptionState state) => Volatile.Read(ref _latest).GetValueOrDefault(state);
}
