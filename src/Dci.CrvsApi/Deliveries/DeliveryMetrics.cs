using System.Diagnostics.Metrics;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Telemetry;

namespace Dci.CrvsApi.Deliveries;

/// <summary>What is measured of deliveries: attempts, how long they took, and what waits. No partner, no address.</summary>
internal sealed class DeliveryMetrics
{
    // In seconds; those that are taken when nothing is said are for milliseconds.
    private static readonly InstrumentAdvice<double> Buckets = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };

    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _duration;

    public DeliveryMetrics(IMeterFactory meters, DeliveryWatch watch)
    {
#pragma warning disable CA2000 // the factory owns its meters
        var meter = meters.Create(CrvsMetrics.MeterName);
#pragma warning restore CA2000
        _attempts = meter.CreateCounter<long>("crvs.delivery.attempts", "{attempt}", "Attempts to deliver, by outcome: delivered, or the kind of fault.");
        _duration = meter.CreateHistogram<double>("crvs.delivery.duration", "s", "Time from the start of an attempt to the answer.", null, Buckets);
        meter.CreateObservableGauge("crvs.delivery.waiting", () => watch.Waiting, "{delivery}", "Deliveries that wait.");
        meter.CreateObservableGauge("crvs.delivery.dead", () => watch.Dead, "{delivery}", "Deliveries that were given up.");
        meter.CreateObservableGauge("crvs.delivery.oldest_due_age", () => watch.OldestDueAge.TotalSeconds, "s", "How long the delivery that is due longest has been due.");
    }

    public void Attempted(Settlement settlement)
    {
        if (settlement.Attempt is not { } attempt)
            return;
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", attempt.Fault ?? "delivered"));
        _duration.Record(attempt.Duration.TotalSeconds);
    }
}
