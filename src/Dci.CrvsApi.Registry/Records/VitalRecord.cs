namespace Dci.CrvsApi.Registry.Records;

/// <summary>
/// One registered vital event as the register understands it: read out of a FHIR bundle once,
/// then indexed and rendered. Everything a search or an answer needs is here.
/// </summary>
public sealed record VitalRecord
{
    /// <summary>The FHIR Composition id; stays the same through corrections. At most 64 characters.</summary>
    public required string RecordId { get; init; }

    public required VitalEvent Event { get; init; }

    public required RegistrationStatus Status { get; init; }

    /// <summary>The registration number as issued (BRN, DRN, MRN), null before registration.</summary>
    public string? RegistrationNumber { get; init; }

    public string? TrackingId { get; init; }

    /// <summary>The day of registration, null before it.</summary>
    public DateOnly? RegisteredOn { get; init; }

    /// <summary>True when the day of registration was inferred from a later touch and not read from history.</summary>
    public bool RegisteredOnIsApproximate { get; init; }

    /// <summary>When the event happened, as far as known.</summary>
    public PartialDate? EventDate { get; init; }

    /// <summary>Where the event happened, null when not recorded.</summary>
    public EventPlace? Place { get; init; }

    /// <summary>FHIR Location id of the registration office, null when not recorded.</summary>
    public string? OfficeId { get; init; }

    /// <summary>The people of the event; subjects first, in the order of <see cref="PersonRoles.SubjectsOf"/>.</summary>
    public required IReadOnlyList<RecordedPerson> People { get; init; }

    /// <summary>When the source last changed the record (UTC).</summary>
    public required DateTimeOffset LastUpdated { get; init; }
}

/// <summary>Where an event happened: a known place of the tree, or an ad hoc one inside it.</summary>
public sealed record EventPlace
{
    /// <summary>FHIR Location id of the place itself when it stands in the place tree (a facility or area), else null.</summary>
    public string? LocationId { get; init; }

    /// <summary>FHIR Location id of the smallest known area around an ad hoc place.</summary>
    public string? AreaId { get; init; }

    public string? Name { get; init; }

    /// <summary>Street lines of an ad hoc place, without Location ids.</summary>
    public IReadOnlyList<string> AddressLines { get; init; } = [];
}

/// <summary>A person as one record knows them.</summary>
public sealed record RecordedPerson
{
    public required PersonRole Role { get; init; }

    /// <summary>FHIR Patient id inside the record.</summary>
    public string? PatientId { get; init; }

    /// <summary>One name for each language; the first is the default. Empty when the name is not recorded.</summary>
    public IReadOnlyList<RecordedName> Names { get; init; } = [];

    public IReadOnlyList<RecordedIdentifier> Identifiers { get; init; } = [];

    public Sex? Sex { get; init; }

    public PartialDate? BirthDate { get; init; }

    public PartialDate? DeathDate { get; init; }

    public PartialDate? MarriageDate { get; init; }

    public MaritalStatus? MaritalStatus { get; init; }

    /// <summary>FHIR Location id of a recorded place of birth (patient-birthPlace), for events other than the birth itself.</summary>
    public string? BirthPlaceId { get; init; }

    public IReadOnlyList<RecordedAddress> Addresses { get; init; } = [];

    public IReadOnlyList<string> PhoneNumbers { get; init; } = [];

    public IReadOnlyList<string> Emails { get; init; } = [];
}

/// <summary>A name in one language.</summary>
public sealed record RecordedName
{
    /// <summary>ISO 639-3, three lower-case letters; null when the source does not say.</summary>
    public string? Language { get; init; }

    public string? Surname { get; init; }

    public string? GivenName { get; init; }

    /// <summary>Every given name after the first, joined by a space.</summary>
    public string? SecondName { get; init; }

    public string? MaidenName { get; init; }

    public string? Prefix { get; init; }

    public string? Suffix { get; init; }
}

/// <summary>An identifier as issued, and what it identifies.</summary>
/// <param name="Kind">What it identifies.</param>
/// <param name="Value">The value as issued.</param>
/// <param name="OtherType">The source's own word for the kind when <paramref name="Kind"/> is Other.</param>
public sealed record RecordedIdentifier(IdentifierKind Kind, string Value, string? OtherType = null);

/// <summary>A residence. Areas are FHIR Location ids, named from the place tree when rendered.</summary>
public sealed record RecordedAddress
{
    public IReadOnlyList<string> Lines { get; init; } = [];

    public string? City { get; init; }

    public string? DistrictId { get; init; }

    public string? StateId { get; init; }

    public string? PostalCode { get; init; }

    /// <summary>ISO 3166-1 alpha-3 as recorded.</summary>
    public string? Country { get; init; }
}
