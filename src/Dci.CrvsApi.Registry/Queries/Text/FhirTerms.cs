using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Text;

/// <summary>The names of search parameters, codes and systems as a FHIR search spells them.</summary>
internal static class FhirTerms
{
    public const string IdentifierTypes = "http://opencrvs.org/specs/identifier-type";
    private const string Ids = "http://opencrvs.org/specs/id/";

    /// <summary>Reverse chaining: what stands on the Task whose focus is the Composition.</summary>
    private const string OfTask = "_has:Task:focus:";

    public static string Stem(VitalEvent vitalEvent) => vitalEvent switch
    {
        VitalEvent.LiveBirth => "birth",
        VitalEvent.Death => "death",
        VitalEvent.FetalDeath => "fetal-death",
        VitalEvent.Marriage => "marriage",
        VitalEvent.Divorce => "divorce",
        VitalEvent.Adoption => "adoption",
        _ => throw new ArgumentOutOfRangeException(nameof(vitalEvent), vitalEvent, "Not a vital event."),
    };

    public static string Role(PersonRole role) => role switch
    {
        PersonRole.Child => "child",
        PersonRole.Deceased => "deceased",
        PersonRole.Bride => "bride",
        PersonRole.Groom => "groom",
        PersonRole.Mother => "mother",
        PersonRole.Father => "father",
        PersonRole.Spouse => "spouse",
        PersonRole.Informant => "informant",
        PersonRole.WitnessOne => "witness-one",
        PersonRole.WitnessTwo => "witness-two",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role."),
    };

    public static string Code(IdentifierKind kind) => kind switch
    {
        IdentifierKind.BirthRegistrationNumber => "BIRTH_REGISTRATION_NUMBER",
        IdentifierKind.DeathRegistrationNumber => "DEATH_REGISTRATION_NUMBER",
        IdentifierKind.MarriageRegistrationNumber => "MARRIAGE_REGISTRATION_NUMBER",
        IdentifierKind.NationalId => "NATIONAL_ID",
        IdentifierKind.Passport => "PASSPORT",
        IdentifierKind.DrivingLicence => "DRIVING_LICENSE",
        IdentifierKind.SocialSecurityNumber => "SOCIAL_SECURITY_NO",
        IdentifierKind.RefugeeNumber => "REFUGEE_NUMBER",
        IdentifierKind.AlienNumber => "ALIEN_NUMBER",
        IdentifierKind.MosipToken => "MOSIP_PSUT_TOKEN_ID",
        IdentifierKind.DivorceRegistrationNumber => "DIVORCE_REGISTRATION_NUMBER",
        IdentifierKind.AdoptionRegistrationNumber => "ADOPTION_REGISTRATION_NUMBER",
        IdentifierKind.Other => "OTHER",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of identifier."),
    };

    public static string Parameter(NameParameter parameter) => parameter switch
    {
        NameParameter.Family => "family",
        NameParameter.Given => "given",
        NameParameter.SecondGiven => "second-given",
        NameParameter.Any => "name",
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Not a part of a name."),
    };

    public static string Parameter(PersonDateParameter parameter) => parameter switch
    {
        PersonDateParameter.BirthDate => "birthdate",
        PersonDateParameter.DeathDate => "death-date",
        PersonDateParameter.MarriageDate => "marriage-date",
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Not a date of a person."),
    };

    public static string Parameter(RecordDateParameter parameter) => parameter switch
    {
        RecordDateParameter.Event => "event-date",
        RecordDateParameter.Registration => OfTask + "registered",
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Not a date of a record."),
    };

    public static string Parameter(PlaceParameter parameter) => parameter switch
    {
        PlaceParameter.Event => "event-encounter.location:below",
        PlaceParameter.Office => OfTask + "office:below",
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Not a place of a record."),
    };

    public static string Parameter(RecordNumberParameter parameter) =>
        parameter == RecordNumberParameter.RecordId ? "_id" : OfTask + "identifier";

    /// <summary>The system of a number that stands on the Task, null for the id of the Composition.</summary>
    public static string? System(RecordNumberParameter parameter, VitalEvent vitalEvent) => parameter switch
    {
        RecordNumberParameter.RegistrationNumber => $"{Ids}{Stem(vitalEvent)}-registration-number",
        RecordNumberParameter.TrackingId => $"{Ids}{Stem(vitalEvent)}-tracking-id",
        RecordNumberParameter.RecordId => null,
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Not a number of a record."),
    };

    /// <summary>HL7 administrative gender.</summary>
    public static string Code(Sex sex) => sex switch
    {
        Sex.Male => "male",
        Sex.Female => "female",
        Sex.Other => "other",
        Sex.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(sex), sex, "Not a sex."),
    };

    /// <summary>The letters of the DCI vocabulary.</summary>
    public static string Code(MaritalStatus status) => status switch
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
