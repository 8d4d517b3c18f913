using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>
/// A FHIR search over the register, legally registered records only. One branch per vital event, since each event
/// names its people differently; a record belongs to exactly one branch. It can be read aloud as FHIR search strings.
/// </summary>
/// <param name="Branches">At least one; no event twice.</param>
/// <param name="Sort">Keys in order of weight; ties and an empty list fall back to the record's sequence.</param>
/// <param name="Page">Which page.</param>
/// <param name="Language">ISO 639-3 of the wanted names, null for the default ones.</param>
public sealed record FhirQuery(IReadOnlyList<EventQuery> Branches, IReadOnlyList<SortKey> Sort, PageRequest Page, string? Language = null);

/// <summary>What is asked of the records of one vital event.</summary>
public sealed record EventQuery(VitalEvent Event, FhirFilter Filter);

/// <summary>A page: size from 1, number from 1.</summary>
public sealed record PageRequest(int Size, int Number);

/// <summary>One key to sort by; records without the value come last.</summary>
public sealed record SortKey(SortParameter Parameter, bool Descending, IdentifierKind? Kind = null);

/// <summary>What records can be sorted by. Person values are those of the first subject.</summary>
public enum SortParameter
{
    EventDate,
    RegistrationDate,
    LastUpdated,
    RecordId,
    RegistrationNumber,
    TrackingId,
    SubjectBirthDate,
    SubjectDeathDate,
    SubjectMarriageDate,
    SubjectFamily,
    SubjectGiven,
    SubjectSecondGiven,
    SubjectSex,
    SubjectMaritalStatus,

    /// <summary>Name of the place of the event.</summary>
    EventPlace,
    Office,

    /// <summary>The subject's identifier of <see cref="SortKey.Kind"/>.</summary>
    SubjectIdentifier,
    MotherIdentifier,
    FatherIdentifier,
    MotherFamily,
    MotherGiven,
    MotherBirthDate,
    FatherFamily,
    FatherGiven,
    FatherBirthDate,
}
