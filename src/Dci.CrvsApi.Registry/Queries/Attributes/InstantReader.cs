using System.Globalization;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Attributes;

/// <summary>Reads a point in time: as exact as it is written, and never without its offset.</summary>
internal static class InstantReader
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mmzzz",
    ];

    /// <summary>A date, also a partial one, means its days in UTC.</summary>
    public static bool TryRead(string text, out InstantRange range)
    {
        range = default;
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length <= "yyyy-MM-dd".Length)
        {
            if (!PartialDate.TryParse(trimmed, out var date))
                return false;
            range = new InstantRange(Midnight(date.First), After(Midnight(date.Last), TimeSpan.FromDays(1)));
            return true;
        }

        var zoned = trimmed[^1] is 'Z' or 'z' ? string.Concat(trimmed[..^1], "+00:00") : trimmed.ToString();
        if (!DateTimeOffset.TryParseExact(zoned, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var first))
            return false;
        range = new InstantRange(first, After(first, Precision(zoned)));
        return true;
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    // The last day of the calendar has no day after it.
    private static DateTimeOffset After(DateTimeOffset first, TimeSpan length) =>
        DateTimeOffset.MaxValue - first > length ? first + length : DateTimeOffset.MaxValue;

    private static TimeSpan Precision(string text)
    {
        var time = text.AsSpan()["yyyy-MM-ddT".Length..^"+00:00".Length];
        if (time.Length <= "HH:mm".Length)
            return TimeSpan.FromMinutes(1);
        var ticks = TimeSpan.TicksPerSecond;
        var digits = Math.Min(7, Math.Max(0, time.Length - "HH:mm:ss.".Length));
        for (var i = 0; i < digits; i++)
            ticks /= 10;
        return TimeSpan.FromTicks(ticks);
    }
}
