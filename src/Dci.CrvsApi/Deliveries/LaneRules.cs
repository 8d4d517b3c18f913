using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries;

/// <summary>What becomes of an event in order that did not arrive: it blocks those behind it, so it is not given up as an answer is. Knows no clock and no store.</summary>
internal static class LaneRules
{
    /// <summary>OpenSPP answers 500 to what it has already and to what it can't use: after so many tries the next event has its turn.</summary>
    public const int Tries = 3;

    /// <summary>Tried until it arrives or its events are not kept any more.</summary>
    public static RetryDecision InOrder(Delivery delivery, AnswerVerdict verdict, RetryLimits limits, DateTimeOffset now, double chance)
    {
        if (verdict.Meaning == AnswerMeaning.Delivered)
            return RetryDecision.Delivered;
        var said = RetryRules.ReasonOf(verdict.Fault);
        var due = now + RetryRules.Wait(delivery, verdict.Pause, limits, chance);
        if (due >= delivery.GiveUpAt)
            return RetryDecision.Dead($"{said} Given up: its time is over.");
        var later = RetryDecision.Later(due, said);
        return verdict.Meaning == AnswerMeaning.Gone ? later with { Effect = SubscriptionEffect.Suspend } : later;
    }

    /// <summary>As above, but passed over after some tries, and taken to have arrived when it may have before.</summary>
    public static RetryDecision InOrderOrNever(Delivery delivery, CallbackAnswer answer, AnswerVerdict verdict, EarlierAttempts earlier, RetryLimits limits, DateTimeOffset now, double chance)
    {
        if (answer.Status == StatusCodes.Status500InternalServerError && earlier.MayHaveArrived)
            return RetryDecision.Delivered;
        var decision = InOrder(delivery, verdict, limits, now, chance);
        return decision is { State: DeliveryState.Waiting, Effect: SubscriptionEffect.None } && DeliveryFault.IsTry(verdict.Fault) && earlier.Tries + 1 >= Tries
            ? RetryDecision.Dead($"{decision.Reason} Given up after {Tries} tries, so that those behind it may go.")
            : decision;
    }
}
