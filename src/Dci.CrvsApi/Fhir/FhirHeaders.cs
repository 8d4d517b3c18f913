namespace Dci.CrvsApi.Fhir;

/// <summary>Headers that readers of FHIR send.</summary>
internal static class FhirHeaders
{
    /// <summary>What the records are wanted for: in DCI this stands in the consent of an item.</summary>
    public const string Purpose = "X-Purpose-Of-Use";

    public const string Prefer = "Prefer";

    private const int LongestPurpose = 200;

    public static string? PurposeOf(HttpRequest request) =>
        request.Headers[Purpose].ToString().Trim() is { Length: > 0 and <= LongestPurpose } purpose ? purpose : null;

    /// <summary>FHIR R4, Search, 3.1.1.2: strict unless the client says otherwise.</summary>
    public static bool IsLenient(HttpRequest request) =>
        request.Headers[Prefer].SelectMany(header => header?.Split([';', ','], StringSplitOptions.TrimEntries) ?? []).Contains("handling=lenient", StringComparer.OrdinalIgnoreCase);
}
