using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries;

/// <summary>The time and chance of deliveries, and what they are settled as under this node's name.</summary>
internal sealed class DeliveryClock(TimeProvider clock, WorkerIdentity worker, IOptions<DeliveryOptions> options)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public long Timestamp => clock.GetTimestamp();

    // Spreads attempts over time; nobody gains by guessing it.
#pragma warning disable CA5394
    private static double Chance => Random.Shared.NextDouble();
#pragma warning restore CA5394

    public TimeSpan Since(long timestamp) => clock.GetElapsedTime(timestamp);

    public DateTimeOffset LookAgain(Delivery delivery) => RetryRules.LookAgain(delivery, Now, Chance);

    public RetryDecision After(Delivery delivery, AnswerVerdict verdict, int refusals, Partner partner)
    {
        var rules = options.Value;
        var limits = new RetryLimits(partner.Limits.DeliveryAttempts ?? rules.MaxAttempts, rules.MaxRefusals, rules.FirstDelay, rules.LongestDelay);
        return RetryRules.After(delivery, verdict, refusals, limits, Now, Chance);
    }

    public Settlement Settle(Delivery delivery, RetryDecision decision, DeliveryAttempt? attempt) =>
        new(delivery.DeliveryNo, worker.Id, decision.State, Now, attempt, decision.DueAt, decision.Reason);
}
