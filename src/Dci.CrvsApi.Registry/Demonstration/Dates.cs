using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>When things happened, and how well the register knows the day.</summary>
internal static class Dates
{
    private const int Recent = 25;

    /// <summary>A day in the years before another, the nearer the likelier.</summary>
    public static DateOnly Before(DateOnly end, double years, ref Draw draw)
    {
        var recency = draw.Fraction();
        return end.AddDays(-(int)(recency * recency * recency * years * 365.25));
    }

    /// <summary>Of old days, one in sixteen is known by its year only and as many by their month only.</summary>
    public static PartialDate AsKnown(DateOnly day, DateOnly today, ref Draw draw) =>
        (day.AddYears(Recent) < today ? draw.Below(16) : -1) switch
        {
            0 => PartialDate.OfYear(day.Year),
            1 => PartialDate.OfMonth(day.Year, day.Month),
            _ => PartialDate.OfDay(day),
        };
}
