using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries;

/// <summary>The time and chance of deliveries, and what they are settled as under this node's name.</summary>
internal sealed class DeliveryClock(TimeProvider clock, WorkerIdentity worker, IOptions<DeliveryOptions> options, IOptions<SubscriptionOptions> subscriptions)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public long Timestamp => clock.GetTimestamp();

    // Spreads attempts over time; nobody gains by guessing it.
#pragma warning disable CA5394
    private static double Chance => Random.Shared.NextDouble();
#pragma warning restore CA5394

    public TimeSpan Since(long timestamp) => clock.GetElapsedTime(timestamp);

    public DateTimeOffset LookAgain(Delivery delivery) => RetryRules.LookAgain(delivery, Now, Chance);

    /// <summary>What becomes of a delivery after an attempt.</summary>
    public RetryDecision After(Delivery delivery, CallbackAnswer answer, AnswerVerdict verdict, EarlierAttempts earlier, Partner partner)
    {
        var (now, chance) = (Now, Chance);
        return DeliveryTermsOf.Delivery(delivery, partner) switch
        {
            DeliveryTerms.Answer => RetryRules.After(delivery, verdict, earlier.RefusedInARow + 1, Limits(partner), now, chance),
            DeliveryTerms.Notice => EndWith(RetryRules.After(delivery, verdict, earlier.RefusedInARow + 1, Limits(partner), now, chance), verdict),
            DeliveryTerms.InOrder => LaneRules.InOrder(delivery, verdict, LaneLimits, now, chance),
            DeliveryTerms.InOrderOrNever => LaneRules.InOrderOrNever(delivery, answer, verdict, earlier, LaneLimits, now, chance),
            var terms => throw new InvalidOperationException($"No rule for {terms}."),
        };
    }

    public Settlement Settle(Delivery delivery, RetryDecision decision, DeliveryAttempt? attempt) =>
        new(delivery.DeliveryNo, worker.Id, decision.State, Now, attempt, decision.DueAt, decision.Reason) { Effect = decision.Effect };

    private static RetryDecision EndWith(RetryDecision decision, AnswerVerdict verdict) =>
        verdict.Meaning == AnswerMeaning.Gone ? decision with { Effect = SubscriptionEffect.End } : decision;

    private RetryLimits LaneLimits => new(int.MaxValue, int.MaxValue, options.Value.FirstDelay, subscriptions.Value.LongestDelay);

    private RetryLimits Limits(Partner partner) =>
        new(partner.Limits.DeliveryAttempts ?? options.Value.MaxAttempts, options.Value.MaxRefusals, options.Value.FirstDelay, options.Value.LongestDelay);
}
