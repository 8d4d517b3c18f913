using System.Globalization;

namespace Dci.CrvsApi.Fhir;

/// <summary>Reads FHIR's instants.</summary>
internal static class FhirInstants
{
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
