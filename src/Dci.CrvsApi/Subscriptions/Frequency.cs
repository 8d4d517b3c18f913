using System.Diagnostics.CodeAnalysis;
using Quartz;

namespace Dci.CrvsApi.Subscriptions;

/// <summary>Reads how often a subscriber wants to be told: a Quartz cron expression of six or seven fields, in UTC.</summary>
internal static class Frequency
{
    private const string NoCron = "The frequency is no cron expression: seconds, minutes, hours, day of month, month, day of week, and a year or none, as Quartz writes them.";
    private const int LongestText = 200;
    private const int FewestFields = 6;
    private const int MostFields = 7;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>False with words for the sender when it is no such expression, never comes true after this instant, or comes true more than once in a minute.</summary>
    public static bool TryRead(string text, DateTimeOffset now, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out string? fault)
    {
        (schedule, fault) = Judge(text, now);
        return fault is null;
    }

    /// <summary>What was read and accepted before; null when it can't be read any more.</summary>
    public static CronSchedule? Reread(string text) => Read(text).Schedule;

    private static (CronSchedule? Schedule, string? Fault) Judge(string text, DateTimeOffset now)
    {
        if (text.Length > LongestText)
            return (null, $"A frequency has at most {LongestText} characters.");
        var (schedule, fault) = Read(text);
        return schedule is null || WhyNot(schedule, now) is not { } refusal ? (schedule, fault) : (null, refusal);
    }

    private static (CronSchedule? Schedule, string? Fault) Read(string text)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is < FewestFields or > MostFields)
            return (null, "A frequency is a cron expression of six or seven fields: seconds, minutes, hours, day of month, month, day of week, and a year or none.");
        // Quartz takes a list of nothing, and looks for it up to the end of the calendar, second by second.
        if (fields.Any(field => field.Split(',').Contains("")))
            return (null, NoCron);
        try
        {
            return (new CronSchedule(new CronExpression(text, TimeZoneInfo.Utc)), null);
        }
        catch (FormatException)
        {
            return (null, NoCron);
        }
    }

    private static string? WhyNot(CronSchedule schedule, DateTimeOffset now)
    {
        if (schedule.NextAfter(now) is not { } next)
            return "The frequency never comes true.";
        // Seen from the start of a minute in which it comes true, the second time is in the same minute exactly when there are such.
        var minute = next.AddTicks(-(next.Ticks % TimeSpan.TicksPerMinute));
        var first = schedule.NextAfter(minute.AddSeconds(-1));
        return first is { } one && schedule.NextAfter(one) is { } other && other - one < Shortest
            ? "The frequency comes true more than once in a minute; leave it out to be told of each event at once."
            : null;
    }
}

/// <summary>The instants at which what was collected is sent.</summary>
internal sealed class CronSchedule(CronExpression expression)
{
    /// <summary>Null when there are no more.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset instant)
    {
        try
        {
            return expression.GetNextValidTimeAfter(instant);
        }
        catch (ArgumentOutOfRangeException)
        {
            // It walks out of the calendar.
            return null;
        }
    }
}
