namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>What an answer means for the delivery.</summary>
internal enum AnswerMeaning
{
    Delivered,

    /// <summary>It may go better later.</summary>
    Later,

    /// <summary>The receiver does not want it; asked a few times more in case it did not mean it.</summary>
    Refused,

    /// <summary>There is nobody to deliver to.</summary>
    Gone,
}

/// <summary>What an answer means, the word for its fault, and how long the receiver wants to be left alone.</summary>
internal sealed record AnswerVerdict(AnswerMeaning Meaning, string? Fault, TimeSpan? Pause = null);

/// <summary>Judges answers by their status alone, but for one word: <c>docs/delivery.md</c> has this as a table.</summary>
internal static class AnswerRules
{
    /// <summary>No receiver can ask for more than this.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    public static AnswerVerdict Judge(CallbackAnswer answer) => answer.Status switch
    {
        null => new(AnswerMeaning.Later, answer.Fault),
        >= 200 and < 300 => new(AnswerMeaning.Delivered, null),
        >= 400 and < 500 when answer.SaysDuplicate => new(AnswerMeaning.Delivered, null),
        StatusCodes.Status410Gone => new(AnswerMeaning.Gone, DeliveryFault.Gone),
        StatusCodes.Status408RequestTimeout => new(AnswerMeaning.Later, DeliveryFault.Timeout),
        425 => new(AnswerMeaning.Later, DeliveryFault.Throttled),
        StatusCodes.Status429TooManyRequests => new(AnswerMeaning.Later, DeliveryFault.Throttled, Pause(answer)),
        StatusCodes.Status503ServiceUnavailable => new(AnswerMeaning.Later, DeliveryFault.ServerError, Pause(answer)),
        >= 300 and < 500 => new(AnswerMeaning.Refused, DeliveryFault.Refused),
        >= 500 and < 600 => new(AnswerMeaning.Later, DeliveryFault.ServerError),
        _ => new(AnswerMeaning.Later, DeliveryFault.Protocol),
    };

    private static TimeSpan? Pause(CallbackAnswer answer) =>
        answer.RetryAfter is { } asked && asked > TimeSpan.Zero ? asked < LongestPause ? asked : LongestPause : null;
}
