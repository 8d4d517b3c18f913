using System.Globalization;

namespace Dci.CrvsApi.Registry.Records;

/// <summary>
/// A date of life as far as it is known: a year, a month or a day. It stands for every day it could be,
/// so two of them compare by containment and never by their text.
/// </summary>
public readonly record struct PartialDate
{
    private readonly byte _parts;

    private PartialDate(DateOnly first, byte parts) => (First, _parts) = (first, parts);

    /// <summary>The first day it could be.</summary>
    public DateOnly First { get; }

    /// <summary>The last day it could be.</summary>
    public DateOnly Last => _parts switch
    {
        1 => new DateOnly(First.Year, 12, 31),
        2 => new DateOnly(First.Year, First.Month, DateTime.DaysInMonth(First.Year, First.Month)),
        _ => First,
    };

    /// <summary>Whether the day is known.</summary>
    public bool IsDay => _parts == 3;

    public static PartialDate OfYear(int year) => new(new DateOnly(year, 1, 1), 1);

    public static PartialDate OfMonth(int year, int month) => new(new DateOnly(year, month, 1), 2);

    public static PartialDate OfDay(DateOnly day) => new(day, 3);

    /// <summary>
    /// Reads <c>YYYY</c>, <c>YYYY-MM</c>, <c>YYYY-MM-DD</c>, or the date part, as written, of a date-time;
    /// a zone never shifts the day.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PartialDate date)
    {
        date = default;
        text = text.Trim();
        var time = text.IndexOf('T');
        if (time == 10 && IsTime(text[(time + 1)..]))
            text = text[..time];

        switch (text.Length)
        {
            case 4 when Digits(text, out var year) && year > 0:
                date = OfYear(year);
                return true;
            case 7 when text[4] == '-' && Digits(text[..4], out var y) && Digits(text[5..], out var month) && y > 0 && month is >= 1 and <= 12:
                date = OfMonth(y, month);
                return true;
            case 10 when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                date = OfDay(day);
                return true;
            default:
                return false;
        }
    }

    public override string ToString() => _parts switch
    {
        1 => First.ToString("yyyy", CultureInfo.InvariantCulture),
        2 => First.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static bool Digits(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool IsTime(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiDigit(c) && c is not (':' or '.' or '+' or '-' or 'Z'))
                return false;
        return text.Length > 0;
    }
}
