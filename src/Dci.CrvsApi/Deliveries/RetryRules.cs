using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries;

/// <summary>Decides when a delivery is tried again and when it is given up. Knows no clock and no store.</summary>
internal static class RetryRules
{
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(10);

    /// <summary>What becomes of the delivery after an attempt.</summary>
    /// <param name="refusals">How many attempts in a row were refused, this one included.</param>
    /// <param name="chance">At least 0 and below 1: spreads what failed together.</param>
    public static RetryDecision After(Delivery delivery, AnswerVerdict verdict, int refusals, RetryLimits limits, DateTimeOffset now, double chance)
    {
        if (verdict.Meaning == AnswerMeaning.Delivered)
            return RetryDecision.Delivered;
        var said = ReasonOf(verdict.Fault);
        if (verdict.Meaning == AnswerMeaning.Gone)
            return RetryDecision.Dead(said);
        if (verdict.Meaning == AnswerMeaning.Refused && refusals >= limits.Refusals)
            return RetryDecision.Dead($"{said} Given up after {refusals} refusals in a row.");
        var attempts = delivery.Attempts - delivery.EarlierAttempts + 1;
        if (attempts >= limits.Attempts)
            return RetryDecision.Dead($"{said} Given up after {attempts} attempts.");
        var due = now + Wait(delivery, verdict.Pause, limits, chance);
        return due < delivery.GiveUpAt ? RetryDecision.Later(due, said) : RetryDecision.Dead($"{said} Given up: its time is over.");
    }

    /// <summary>When a delivery that can't be sent at all is looked at again: after a minute, later when it has waited long.</summary>
    public static DateTimeOffset LookAgain(Delivery delivery, DateTimeOffset now, double chance)
    {
        var tenth = (now - delivery.CreatedAt) / 10;
        var wait = tenth < ShortestLook ? ShortestLook : tenth < LongestLook ? tenth : LongestLook;
        return now + wait * (1 + 0.2 * chance);
    }

    /// <summary>The wait after the attempt that was just made: doubles with each one of this life.</summary>
    public static TimeSpan Wait(Delivery delivery, TimeSpan? asked, RetryLimits limits, double chance)
    {
        var attempts = delivery.Attempts - delivery.EarlierAttempts + 1;
        var doubled = limits.FirstDelay * Math.Pow(2, Math.Min(attempts - 1, 30));
        var own = (doubled < limits.LongestDelay ? doubled : limits.LongestDelay) * (0.75 + 0.5 * chance);
        // Never sooner than asked for.
        return asked * (1 + 0.1 * chance) is { } pause && pause > own ? pause : own;
    }

    /// <summary>A fault in words for the operator.</summary>
    public static string ReasonOf(string? fault) => fault switch
    {
        DeliveryFault.Connect => "No connection could be made.",
        DeliveryFault.Dns => "The host's name is not known.",
        DeliveryFault.Timeout => "There was no answer in time.",
        DeliveryFault.Tls => "No secure connection could be made; the receiver's certificate may be wrong or expired.",
        DeliveryFault.Blocked => "The host is at an address that callbacks may not go to.",
        DeliveryFault.Closed => "The connection ended before there was an answer.",
        DeliveryFault.Refused => "The receiver refused it.",
        DeliveryFault.ServerError => "The receiver failed.",
        DeliveryFault.Throttled => "The receiver asked for less.",
        DeliveryFault.Gone => "The receiver says that it is gone for good.",
        DeliveryFault.Stopped => "The server was stopped during the attempt.",
        _ => "What came back was no answer by HTTP.",
    };
}

/// <summary>How often and how long one delivery is tried.</summary>
internal sealed record RetryLimits(int Attempts, int Refusals, TimeSpan FirstDelay, TimeSpan LongestDelay);

/// <summary>What becomes of a delivery.</summary>
/// <param name="DueAt">When it is due again; only for <see cref="DeliveryState.Waiting"/>.</param>
internal sealed record RetryDecision(DeliveryState State, DateTimeOffset DueAt, string? Reason)
{
    /// <summary>What becomes of the subscription that it tells events of.</summary>
    public SubscriptionEffect Effect { get; init; }

    public static RetryDecision Delivered { get; } = new(DeliveryState.Delivered, default, null);

    public static RetryDecision Dead(string reason) => new(DeliveryState.Dead, default, reason);

    public static RetryDecision Later(DateTimeOffset dueAt, string reason) => new(DeliveryState.Waiting, dueAt, reason);
}
