namespace Dci.CrvsApi.Fhir.Masks;

/// <summary>What may be shown of a Patient or RelatedPerson.</summary>
[Flags]
internal enum PersonParts
{
    None = 0,
    Identifiers = 1 << 0,

    /// <summary>The one identifier by which a DCI person names a parent.</summary>
    ParentIdentifier = 1 << 1,
    Names = 1 << 2,
    Sex = 1 << 3,
    BirthDate = 1 << 4,
    DeathDate = 1 << 5,
    MarriageDate = 1 << 6,
    MaritalStatus = 1 << 7,
    BirthPlace = 1 << 8,
    Addresses = 1 << 9,
    Phones = 1 << 10,
    Emails = 1 << 11,

    /// <summary>All there is, but for identifiers of kinds that are not granted.</summary>
    Everything = 1 << 12,
}
