using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Queries.Fhir;

namespace Dci.CrvsApi.Fhir.Discovery;

/// <summary>The search parameters that are ours, as resources: people by their part in the event, and what OpenCRVS keeps on the Task.</summary>
internal sealed class SearchParameterDocuments(FhirLinks links)
{
    private static readonly (string Base, string Name, string Type, string[] Targets, string Expression, string Description)[] Own =
    [
        .. RoleSections.All.Select(role => Section(role.Code[..^"-details".Length], role.Code, RoleSections.IsWrapped(role.Role) ? ["RelatedPerson"] : ["Patient", "RelatedPerson"], "Who plays this part in the event; chain to search by them, as in child.birthdate.")),
        ("Composition", "event-encounter", "reference", ["Encounter"], "Composition.section.where(code.coding.code.endsWith('-encounter')).entry", "The Encounter of the event; chain to search by place and date, as in event-encounter.location."),
        ("Composition", "identifier", "token", [], "Composition.section.entry.resolve().ofType(Patient).identifier", "The registration number or tracking id of the record, with its system or without."),
        ("Task", "office", "reference", ["Location"], $"Task.extension.where(url='{FhirUrls.Office}').value", "The registration office; that place, or any inside it."),
        ("Task", "registered", "date", [], $"Task.extension.where(url='{FhirUrls.RegistrationDate}').value", "The day of registration."),
    ];

    public IEnumerable<JsonObject> All() => Own.Select(Document);

    public string? UrlOf(string type, string name) => Array.Exists(Own, own => own.Base == type && own.Name == name) ? links.Of("SearchParameter/" + IdOf(type, name)) : null;

    /// <summary>Those of the type that other parameters are chained to, which are none of their own.</summary>
    public IEnumerable<JsonObject> Chains(string type) => Own.Where(own => own.Base == type && own.Type == "reference" && type == "Composition")
        .Select(own => new JsonObject { ["name"] = own.Name, ["definition"] = links.Of("SearchParameter/" + IdOf(type, own.Name)), ["type"] = own.Type, ["documentation"] = "Only as the first part of a chain." });

    public static string Word(SearchParameterType type) => type switch
    {
        SearchParameterType.Token => "token",
        SearchParameterType.Date => "date",
        SearchParameterType.String => "string",
        SearchParameterType.Reference => "reference",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of search parameter."),
    };

    private JsonObject Document((string Base, string Name, string Type, string[] Targets, string Expression, string Description) own)
    {
        var document = new JsonObject
        {
            ["resourceType"] = "SearchParameter",
            ["id"] = IdOf(own.Base, own.Name),
            ["url"] = links.Of("SearchParameter/" + IdOf(own.Base, own.Name)),
            ["name"] = string.Concat(own.Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])),
            ["status"] = "active",
            ["description"] = own.Description,
            ["code"] = own.Name,
            ["base"] = new JsonArray(own.Base),
            ["type"] = own.Type,
            ["expression"] = own.Expression,
            ["xpathUsage"] = "normal",
        };
        document.Put("target", new JsonArray([.. own.Targets.Select(target => (JsonNode)target)]));
        return document;
    }

    private static string IdOf(string type, string name) => $"{type}-{name}";

    private static (string, string, string, string[], string, string) Section(string name, string code, string[] targets, string description) =>
        ("Composition", name, "reference", targets, $"Composition.section.where(code.coding.code='{code}').entry", description);
}
