using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Subscriptions.Matching;

/// <summary>Whether a date that may be known in part compares with one of the ranges, by containment.</summary>
internal static class PeriodTest
{
    public static bool Holds(PartialDate? date, Comparison comparison, IReadOnlyList<DateRange> ranges)
    {
        if (date is not { } known)
            return false;
        for (var i = 0; i < ranges.Count; i++)
            if (Holds(known, comparison, ranges[i]))
                return true;
        return false;
    }

    public static bool Holds(DateTimeOffset instant, Comparison comparison, IReadOnlyList<InstantRange> ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
            if (Holds(instant.ToUnixTimeMilliseconds(), comparison, ranges[i].First.ToUnixTimeMilliseconds(), ranges[i].End.ToUnixTimeMilliseconds()))
                return true;
        return false;
    }

    private static bool Holds(PartialDate known, Comparison comparison, DateRange range) => comparison switch
    {
        Comparison.Eq => known.First >= range.First && known.Last <= range.Last,
        Comparison.Gt => known.First > range.Last,
        Comparison.Ge => known.First >= range.First,
        Comparison.Lt => known.Last < range.First,
        Comparison.Le => known.Last <= range.Last,
        _ => throw new InvalidOperationException($"{comparison} is not a comparison."),
    };

    // In milliseconds, as they are stored.
    private static bool Holds(long instant, Comparison comparison, long first, long end) => comparison switch
    {
        Comparison.Eq => instant >= first && instant < end,
        Comparison.Gt => instant >= end,
        Comparison.Ge => instant >= first,
        Comparison.Lt => instant < first,
        Comparison.Le => instant < end,
        _ => throw new InvalidOperationException($"{comparison} is not a comparison."),
    };
}
