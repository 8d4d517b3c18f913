using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Vocabulary;

/// <summary>
/// How a vital event is spelt in a bundle. Birth, death and marriage are OpenCRVS's words; fetal death, divorce and
/// adoption follow the same pattern and are ours, since OpenCRVS does not register them.
/// </summary>
public sealed record EventCodes(VitalEvent Event, string Stem, string TaskCode, IdentifierKind NumberKind)
{
    private static readonly EventCodes[] All =
    [
        new(VitalEvent.LiveBirth, "birth", "BIRTH", IdentifierKind.BirthRegistrationNumber),
        new(VitalEvent.Death, "death", "DEATH", IdentifierKind.DeathRegistrationNumber),
        new(VitalEvent.FetalDeath, "fetal-death", "FETAL_DEATH", IdentifierKind.DeathRegistrationNumber),
        new(VitalEvent.Marriage, "marriage", "MARRIAGE", IdentifierKind.MarriageRegistrationNumber),
        new(VitalEvent.Divorce, "divorce", "DIVORCE", IdentifierKind.DivorceRegistrationNumber),
        new(VitalEvent.Adoption, "adoption", "ADOPTION", IdentifierKind.AdoptionRegistrationNumber),
    ];

    private static readonly string[] DocumentSuffixes = ["-declaration", "-notification", "-application"];

    public string DocumentType { get; } = Stem + "-declaration";

    public string EncounterSection { get; } = Stem + "-encounter";

    public string NumberSystem { get; } = FhirUrls.Ids + Stem + "-registration-number";

    public string TrackingSystem { get; } = FhirUrls.Ids + Stem + "-tracking-id";

    public static EventCodes Of(VitalEvent vitalEvent) => All[(int)vitalEvent - 1];

    /// <summary>By the code of Composition.type: a declaration, a notification or, in old records, an application.</summary>
    public static EventCodes? OfDocumentType(string? code)
    {
        foreach (var suffix in DocumentSuffixes)
            if (code is not null && code.EndsWith(suffix, StringComparison.Ordinal))
                return Array.Find(All, codes => codes.Stem == code[..^suffix.Length]);
        return null;
    }

    public static EventCodes? OfTaskCode(string? code) => Array.Find(All, codes => codes.TaskCode == code);
}
