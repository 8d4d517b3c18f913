using System.Collections.Frozen;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>From when, until when and how often somebody is told.</summary>
/// <param name="EndsAt">Null for never.</param>
/// <param name="Cron">Null when each event is told at once.</param>
/// <param name="CollectAt">When what was collected is first sent; null exactly when <paramref name="Cron"/> is.</param>
internal sealed record Timetable(DateTimeOffset StartsAt, DateTimeOffset? EndsAt, string? Cron, DateTimeOffset? CollectAt)
{
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["hourly"] = "0 0 * * * ?",
        ["daily"] = "0 0 0 * * ?",
        ["weekly"] = "0 0 0 ? * MON",
        ["monthly"] = "0 0 0 1 * ?",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rejection when what is wished makes no sense.</summary>
    public static Rejection? Read(SubscriptionWish wish, DateTimeOffset now, out Timetable timetable)
    {
        var starts = wish.StartTime is { } start && start > now ? start : now;
        timetable = new Timetable(starts, wish.EndTime, null, null);
        if (wish.EndTime <= starts)
            return new Rejection(QuestionReader.FilterCode, "end_time is not after start_time, or is over.");
        if (wish.Frequency?.Trim() is not { Length: > 0 } text)
            return null;
        var cron = Words.GetValueOrDefault(text, text);
        if (!Frequency.TryRead(cron, starts, out var schedule, out var fault))
            return new Rejection(QuestionReader.FilterCode, $"{fault} The words hourly, daily, weekly and monthly are understood too.");
        var first = schedule.NextAfter(starts);
        if (first is null || first > wish.EndTime)
            return new Rejection(QuestionReader.FilterCode, "The frequency does not come true before end_time.");
        timetable = timetable with { Cron = cron, CollectAt = first };
        return null;
    }
}
