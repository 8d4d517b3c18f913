using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Text;

/// <summary>The names of search parameters, codes and systems as a FHIR search spells them.</summary>
internal static class FhirTerms
{
    /// <summary>Reverse chaining: what stands on the Task whose focus is the Composition.</summary>
    private const string OfTask = "_has:Task:focus:";

    public static string Code(IdentifierKind kind) => IdentifierCodes.Of(new RecordedIdentifier(kind, ""));

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

    public static string Parameter(RecordDateParameter parameter, VitalEvent vitalEvent) => parameter switch
    {
        RecordDateParameter.Event => EventDate(vitalEvent),
        RecordDateParameter.Registration => OfTask + "registered",
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Not a date of a record."),
    };

    // Births, deaths and marriages are dated by their subjects; both spouses carry the date. Other events are dated by their Encounter.
    private static string EventDate(VitalEvent vitalEvent) => vitalEvent switch
    {
        VitalEvent.LiveBirth => "child.birthdate",
        VitalEvent.Death or VitalEvent.FetalDeath => "deceased.death-date",
        VitalEvent.Marriage => "bride.marriage-date",
        _ => "event-encounter.date",
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
        RecordNumberParameter.RegistrationNumber => EventCodes.Of(vitalEvent).NumberSystem,
        RecordNumberParameter.TrackingId => EventCodes.Of(vitalEvent).TrackingSystem,
        RecordNumberParameter.RecordId => null,
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Not a number of a record."),
    };
}
