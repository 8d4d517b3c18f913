using System.Globalization;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Text;

/// <summary>One comparison with one value, which FHIR may write in parts: system, code, value.</summary>
internal sealed record FhirBound(Comparison Comparison, string[] Parts)
{
    /// <summary>The comparison as a prefix in a search and as an operator in a <c>_filter</c>.</summary>
    public string Word => Comparison switch
    {
        Comparison.Eq => "eq",
        Comparison.Gt => "gt",
        Comparison.Ge => "ge",
        Comparison.Lt => "lt",
        Comparison.Le => "le",
        _ => throw new InvalidOperationException($"{Comparison} is not a comparison."),
    };

    /// <summary>A year, month or day is written as such; of another range of days, the edges that count.</summary>
    public static IReadOnlyList<FhirBound> Of(Comparison comparison, DateRange range)
    {
        if (Written(range) is { } text)
            return [new FhirBound(comparison, [text])];
        return comparison switch
        {
            Comparison.Eq => [new FhirBound(Comparison.Ge, [Day(range.First)]), new FhirBound(Comparison.Le, [Day(range.Last)])],
            Comparison.Gt or Comparison.Le => [new FhirBound(comparison, [Day(range.Last)])],
            Comparison.Ge or Comparison.Lt => [new FhirBound(comparison, [Day(range.First)])],
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison."),
        };
    }

    public static IReadOnlyList<FhirBound> Of(Comparison comparison, InstantRange range) => comparison switch
    {
        Comparison.Eq => [new FhirBound(Comparison.Ge, [Instant(range.First)]), new FhirBound(Comparison.Lt, [Instant(range.End)])],
        Comparison.Gt => [new FhirBound(Comparison.Ge, [Instant(range.End)])],
        Comparison.Le => [new FhirBound(Comparison.Lt, [Instant(range.End)])],
        Comparison.Ge or Comparison.Lt => [new FhirBound(comparison, [Instant(range.First)])],
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison."),
    };

    private static string? Written(DateRange range)
    {
        if (range.First == range.Last)
            return Day(range.First);
        if (range == DateRange.Of(PartialDate.OfMonth(range.First.Year, range.First.Month)))
            return range.First.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return range == DateRange.Of(PartialDate.OfYear(range.First.Year)) ? range.First.ToString("yyyy", CultureInfo.InvariantCulture) : null;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
