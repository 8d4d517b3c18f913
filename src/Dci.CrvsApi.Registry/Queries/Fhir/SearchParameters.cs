using System.Collections.Frozen;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Queries.Attributes;
using Dci.CrvsApi.Registry.Records;
using static Dci.CrvsApi.Registry.Queries.Fhir.ParameterMeaning;

namespace Dci.CrvsApi.Registry.Queries.Fhir;

/// <summary>The one table of the parameters by which each type of resource is searched.</summary>
public static class SearchParameters
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, SearchParameter>> Table = new Dictionary<string, IEnumerable<SearchParameter>>
    {
        ["Composition"] = [.. OfRecord(), Id(Named("record_id")), .. OfNumbers("identifier"), OfType("type", codes => codes.DocumentType), Reference("entry", null, "Patient", "RelatedPerson", "Encounter"), .. Chains(), .. OfTask("_has:Task:focus:"), Place("event-encounter.location", "event_place"), Date("event-encounter.date", "event_date")],
        ["Task"] = [.. OfRecord(), Id(new OwnId()), .. OfTask(""), OfType("code", codes => codes.TaskCode), Reference("focus", null, "Composition")],
        ["Patient"] = [.. OfRecord(), Id(new OwnId()), .. OfSubjects()],
        ["Encounter"] = [.. OfRecord(), Id(new OwnId()), Place("location", "event_place"), Date("date", "event_date")],
        ["RelatedPerson"] = [Id(new OwnId()), Reference("patient", "patient", "Patient")],
        ["Observation"] = [Id(new OwnId()), Reference("encounter", "encounter", "Encounter"), new("code", SearchParameterType.Token, new Code())],
    }.ToFrozenDictionary(type => type.Key, type => type.Value.ToFrozenDictionary(parameter => parameter.Name, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>The types of resources that are searched through records; places are not among them.</summary>
    public static IReadOnlyList<string> Types { get; } = ["Composition", "Task", "Patient", "Encounter", "RelatedPerson", "Observation"];

    /// <summary>The parameters of a type, for telling what there is.</summary>
    public static IEnumerable<(string Name, SearchParameterType Type)> Of(string type) => Table[type].Values.OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(parameter => (parameter.Name, parameter.Type));

    internal static SearchParameter? Find(string type, string name) => Table.GetValueOrDefault(type)?.GetValueOrDefault(name);

    private static IEnumerable<SearchParameter> OfRecord() => [Date("_lastUpdated", "last_updated")];

    private static SearchParameter Id(ParameterMeaning meaning) => new("_id", SearchParameterType.Token, meaning);

    private static IEnumerable<SearchParameter> OfNumbers(string name) => [new(name, SearchParameterType.Token, new Number())];

    private static IEnumerable<SearchParameter> OfTask(string prefix) =>
    [
        .. OfNumbers(prefix + "identifier"),
        new(prefix + "business-status", SearchParameterType.Token, new Status()),
        Place(prefix + "office", "registration_office"),
        Date(prefix + "registered", "registration_date"),
        Date(prefix + "modified", "last_updated"),
    ];

    private static IEnumerable<SearchParameter> OfSubjects() =>
    [
        new("identifier", SearchParameterType.Token, new Typed("identifier", PersonRoles.SubjectsOf, OfSubject: true)),
        Text("name", "name"),
        Text("family", "name.surname"),
        Text("given", "name.given_name"),
        Date("birthdate", "birth_date"),
        Date("death-date", "death_date"),
        new("gender", SearchParameterType.Token, Named("sex")),
    ];

    /// <summary><c>child.birthdate</c> and the like: a person by the part they play.</summary>
    private static IEnumerable<SearchParameter> Chains() => Enum.GetValues<PersonRole>().SelectMany(role => Chain(role, role.Word() + "."));

    private static IEnumerable<SearchParameter> Chain(PersonRole role, string prefix)
    {
        PersonRole[] roles = [role];
        var whose = PersonRoles.IsSubject(role) ? "" : prefix;
        yield return new(prefix + "identifier", SearchParameterType.Token, new Typed(whose.Length == 0 ? "identifier" : $"{role.Word()}_identifier", vitalEvent => Plays(role, vitalEvent) ? roles : [], OfSubject: false));
        yield return Of("name", SearchParameterType.String, "name", AttributeKind.Name, new Meaning.Name(NameParameter.Any, roles));
        yield return Of("family", SearchParameterType.String, whose.Length == 0 ? "name.surname" : "surname", AttributeKind.Name, new Meaning.Name(NameParameter.Family, roles));
        yield return Of("given", SearchParameterType.String, whose.Length == 0 ? "name.given_name" : "given_name", AttributeKind.Name, new Meaning.Name(NameParameter.Given, roles));
        yield return Of("second-given", SearchParameterType.String, whose.Length == 0 ? "name.second_name" : "second_name", AttributeKind.Name, new Meaning.Name(NameParameter.SecondGiven, roles));
        yield return Of("birthdate", SearchParameterType.Date, "birth_date", AttributeKind.Date, new Meaning.LifeDate(PersonDateParameter.BirthDate, roles));
        yield return Of("death-date", SearchParameterType.Date, "death_date", AttributeKind.Date, new Meaning.LifeDate(PersonDateParameter.DeathDate, roles));
        yield return Of("marriage-date", SearchParameterType.Date, "marriage_date", AttributeKind.Date, new Meaning.LifeDate(PersonDateParameter.MarriageDate, roles));
        yield return Of("gender", SearchParameterType.Token, "sex", AttributeKind.Sex, new Meaning.PersonSex(roles));
        yield return Of("marital-status", SearchParameterType.Token, "marital_status", AttributeKind.MaritalStatus, new Meaning.PersonMaritalStatus(roles));

        SearchParameter Of(string name, SearchParameterType type, string attribute, AttributeKind kind, Meaning meaning) =>
            new(prefix + name, type, new ParameterMeaning.Attribute(whose + attribute, kind, vitalEvent => Plays(role, vitalEvent) ? Own(attribute, vitalEvent) ?? meaning : null));

        // What the record itself says of its only subject stands in the record's own columns, which the indexes serve.
        Meaning? Own(string attribute, VitalEvent vitalEvent) =>
            PersonRoles.SubjectsOf(vitalEvent) is [var only] && only == role && AttributeTable.TryFind(attribute, out var found) ? found!.On(vitalEvent) : null;
    }

    private static bool Plays(PersonRole role, VitalEvent vitalEvent) => !PersonRoles.IsSubject(role) || PersonRoles.SubjectsOf(vitalEvent).Contains(role);

    private static SearchParameter OfType(string name, Func<EventCodes, string> code) =>
        new(name, SearchParameterType.Token, new ParameterMeaning.Event(vitalEvent => code(EventCodes.Of(vitalEvent))));

    private static SearchParameter Reference(string name, string? member, params string[] targets) => new(name, SearchParameterType.Reference, new Holding(targets, member));

    private static SearchParameter Date(string name, string attribute) => new(name, SearchParameterType.Date, Named(attribute));

    private static SearchParameter Text(string name, string attribute) => new(name, SearchParameterType.String, Named(attribute));

    private static SearchParameter Place(string name, string attribute) => new(name, SearchParameterType.Reference, Named(attribute));

    /// <summary>What a search in DCI means by the attribute.</summary>
    private static ParameterMeaning.Attribute Named(string name) =>
        AttributeTable.TryFind(name, out var attribute) ? new ParameterMeaning.Attribute(attribute!.Name, attribute.Kind, attribute.On) : throw new ArgumentException("Not an attribute.", nameof(name));
}
