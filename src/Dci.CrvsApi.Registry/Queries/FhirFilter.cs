using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>
/// What a FHIR search asks of a record: a small tree that a store compiles. A leaf with several values means any of them
/// (the comma of a FHIR search); a leaf with several roles means any person in one of them. Values are never empty.
/// Leaves are compared with values already normalised by <see cref="Normalised"/>.
/// </summary>
public abstract record FhirFilter
{
    private FhirFilter()
    {
    }

    /// <summary>Every operand holds. Without operands everything matches.</summary>
    public sealed record And(IReadOnlyList<FhirFilter> Operands) : FhirFilter;

    /// <summary>At least one operand holds. Never without operands.</summary>
    public sealed record Or(IReadOnlyList<FhirFilter> Operands) : FhirFilter;

    /// <summary>The operand does not hold; a record that lacks the value is among these.</summary>
    public sealed record Not(FhirFilter Operand) : FhirFilter;

    /// <summary>A person in one of the roles carries an identifier of this kind (<c>child.identifier:of-type=…</c>).</summary>
    public sealed record Identifier(IdentifierKind Kind, IReadOnlyList<PersonRole> Roles, Comparison Comparison, IReadOnlyList<string> Values) : FhirFilter;

    /// <summary>A number or id of the record itself.</summary>
    public sealed record RecordNumber(RecordNumberParameter Parameter, Comparison Comparison, IReadOnlyList<string> Values) : FhirFilter;

    /// <summary>A name of a person in one of the roles. Ordering is by code point of the normalised form.</summary>
    public sealed record Name(NameParameter Parameter, IReadOnlyList<PersonRole> Roles, Comparison Comparison, IReadOnlyList<string> Values) : FhirFilter;

    /// <summary>A date of life of a person in one of the roles.</summary>
    public sealed record PersonDate(PersonDateParameter Parameter, IReadOnlyList<PersonRole> Roles, Comparison Comparison, IReadOnlyList<DateRange> Values) : FhirFilter;

    /// <summary>The date of the event or of its registration.</summary>
    public sealed record RecordDate(RecordDateParameter Parameter, Comparison Comparison, IReadOnlyList<DateRange> Values) : FhirFilter;

    /// <summary>When the record last changed (<c>_lastUpdated</c>).</summary>
    public sealed record LastUpdated(Comparison Comparison, IReadOnlyList<InstantRange> Values) : FhirFilter;

    /// <summary>Where the registered record stands. Only equality.</summary>
    public sealed record Status(IReadOnlyList<RegistrationStatus> Values) : FhirFilter;

    /// <summary>Sex of a person in one of the roles. Only equality.</summary>
    public sealed record PersonSex(IReadOnlyList<PersonRole> Roles, IReadOnlyList<Sex> Values) : FhirFilter;

    /// <summary>Marital status of a person in one of the roles. Only equality.</summary>
    public sealed record PersonMaritalStatus(IReadOnlyList<PersonRole> Roles, IReadOnlyList<MaritalStatus> Values) : FhirFilter;

    /// <summary>The event happened, or was registered, in one of the places or anywhere inside. Values are as sent: FHIR Location id, code or name. Unknown places match nothing.</summary>
    public sealed record InPlace(PlaceParameter Parameter, IReadOnlyList<string> Values) : FhirFilter;
}

/// <summary>Days from the first to the last, both included.</summary>
public readonly record struct DateRange(DateOnly First, DateOnly Last)
{
    public static DateRange Of(PartialDate date) => new(date.First, date.Last);
}

/// <summary>Instants (UTC) from the first, included, to the end, excluded.</summary>
public readonly record struct InstantRange(DateTimeOffset First, DateTimeOffset End);

/// <summary>Numbers and ids of a record.</summary>
public enum RecordNumberParameter
{
    /// <summary>The event's own registration number; compared in the form of <see cref="Normalised.Identifier"/>.</summary>
    RegistrationNumber,

    /// <summary>Compared in the form of <see cref="Normalised.Identifier"/>.</summary>
    TrackingId,

    /// <summary>The FHIR Composition id, compared as it is.</summary>
    RecordId,
}

/// <summary>Parts of a name; each language that a record holds is searched.</summary>
public enum NameParameter
{
    /// <summary>Surname.</summary>
    Family,

    /// <summary>The first given name.</summary>
    Given,

    /// <summary>Given names after the first.</summary>
    SecondGiven,

    /// <summary>Any part.</summary>
    Any,
}

/// <summary>Dates of a person's life.</summary>
public enum PersonDateParameter
{
    BirthDate,
    DeathDate,
    MarriageDate,
}

/// <summary>Dates of a record.</summary>
public enum RecordDateParameter
{
    /// <summary>Birth, death or marriage, by the record's event.</summary>
    Event,
    Registration,
}

/// <summary>Places of a record.</summary>
public enum PlaceParameter
{
    Event,
    Office,
}
