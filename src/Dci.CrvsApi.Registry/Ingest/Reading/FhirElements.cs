using System.Globalization;
using Dci.CrvsApi.Registry.Records;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Reading;

/// <summary>Small questions to the elements of FHIR.</summary>
internal static class FhirElements
{
    public static string? CodeOf(this R4.CodeableConcept? concept) =>
        concept?.Coding.Select(coding => coding.Code).FirstOrDefault(code => !string.IsNullOrEmpty(code));

    public static R4.DataType? ValueOf(this IEnumerable<R4.Extension> extensions, string url) =>
        extensions.FirstOrDefault(extension => extension.Url == url)?.Value;

    public static PartialDate? AsDate(this R4.DataType? value) => value switch
    {
        R4.FhirDateTime dateTime => AsDate(dateTime.Value),
        R4.Date date => AsDate(date.Value),
        _ => null,
    };

    public static PartialDate? AsDate(this string? text) => PartialDate.TryParse(text, out var date) ? date : null;

    /// <summary>An instant out of a FHIR dateTime; a bare day counts from its first moment, in UTC.</summary>
    public static DateTimeOffset? AsInstant(this string? text) =>
        text?.Length >= 10 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;

    public static string? Trimmed(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
