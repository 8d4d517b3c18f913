using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Vocabulary;

/// <summary>The codes and the words of Patient.maritalStatus.</summary>
internal static class MaritalStatusCodes
{
    /// <summary>By HL7's code (v3-MaritalStatus) or OpenCRVS's word; null when it says nothing, as UNK and NOT_STATED.</summary>
    public static MaritalStatus? Parse(string? text) => text switch
    {
        "S" or "SINGLE" => MaritalStatus.NeverMarried,
        "M" or "P" or "C" or "MARRIED" => MaritalStatus.Married,
        "W" or "WIDOWED" => MaritalStatus.Widowed,
        "A" => MaritalStatus.Annulled,
        "D" or "DIVORCED" => MaritalStatus.Divorced,
        "L" or "SEPARATED" => MaritalStatus.LegallySeparated,
        "U" => MaritalStatus.Unmarried,
        _ => null,
    };

    /// <summary>The letter, the same in FHIR and in DCI.</summary>
    public static string Of(MaritalStatus status) => status switch
    {
        MaritalStatus.NeverMarried => "S",
        MaritalStatus.Married => "M",
        MaritalStatus.Widowed => "W",
        MaritalStatus.Annulled => "A",
        MaritalStatus.Divorced => "D",
        MaritalStatus.LegallySeparated => "L",
        MaritalStatus.Unmarried => "U",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a marital status."),
    };
}
