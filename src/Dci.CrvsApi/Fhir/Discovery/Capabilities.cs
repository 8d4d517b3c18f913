using System.Text.Json.Nodes;
using Dci.CrvsApi.Fhir.Places;
using Dci.CrvsApi.Fhir.Searching;
using Dci.CrvsApi.Registry.Queries.Fhir;

namespace Dci.CrvsApi.Fhir.Discovery;

/// <summary>What FHIR this server speaks, made from the same tables by which it reads, and written once.</summary>
internal sealed class Capabilities
{
    /// <summary>When the statement was last changed by hand.</summary>
    private const string Changed = "2026-11-23";

    private static readonly string[] OfSystem = ["transaction", "batch"];
    private static readonly string[] OfPlaces = ["read", "search-type"];
    private static readonly string[] OfRecords = ["read", "vread", "history-instance", "search-type"];

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _parameters;

    public Capabilities(FhirLinks links)
    {
        var documents = new SearchParameterDocuments(links);
        var own = documents.All().ToList();
        Statement = FhirNodes.Write(Write(links, documents));
        _parameters = own.ToDictionary(parameter => parameter.Text("id")!, FhirNodes.Write, StringComparer.Ordinal);
        SearchParameters = FhirNodes.Write(new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "searchset",
            ["total"] = own.Count,
            ["link"] = new JsonArray(new JsonObject { ["relation"] = "self", ["url"] = links.Of("SearchParameter") }),
            ["entry"] = own.Select(parameter => new JsonObject { ["fullUrl"] = parameter.Text("url"), ["resource"] = parameter.DeepClone(), ["search"] = new JsonObject { ["mode"] = "match" } }).ToJson(),
        });
    }

    public ReadOnlyMemory<byte> Statement { get; }

    /// <summary>Those that are ours, as one bundle.</summary>
    public ReadOnlyMemory<byte> SearchParameters { get; }

    public ReadOnlyMemory<byte>? SearchParameter(string id) => _parameters.TryGetValue(id, out var document) ? document : default(ReadOnlyMemory<byte>?);

    private static JsonObject Write(FhirLinks links, SearchParameterDocuments documents) => new()
    {
        ["resourceType"] = "CapabilityStatement",
        ["status"] = "active",
        ["date"] = Changed,
        ["kind"] = "instance",
        ["software"] = new JsonObject { ["name"] = "Dci.CrvsApi" },
        ["implementation"] = new JsonObject { ["description"] = "Civil registration: registered births, deaths and marriages.", ["url"] = links.Base },
        ["fhirVersion"] = "4.0.1",
        ["format"] = new JsonArray("application/fhir+json", "json"),
        ["rest"] = new JsonArray(new JsonObject
        {
            ["mode"] = "server",
            ["documentation"] = "Only legally registered records are shown, and of them what the caller is granted. Names are compared as a whole, whatever their case and marks; places mean there or inside; dates of life compare by containment.",
            ["security"] = new JsonObject { ["cors"] = false, ["description"] = "Bearer token of POST /oauth2/client/token with fhir.read, fhir.history, notification.create or registration.write." },
            ["resource"] = FhirTypes.All.Select(type => Resource(type, documents)).ToJson(),
            ["interaction"] = OfSystem.Select(Interaction).ToJson(),
        }),
    };

    private static JsonObject Resource(string type, SearchParameterDocuments documents)
    {
        var resource = new JsonObject { ["type"] = type };
        resource["interaction"] = (type == FhirTypes.Place ? OfPlaces : OfRecords).Select(Interaction).ToJson();
        resource["versioning"] = type == FhirTypes.Place ? "no-version" : "versioned";
        resource["readHistory"] = false;
        resource.Put("searchInclude", new JsonArray([.. IncludeRule.Of(type, reverse: false).Select(rule => (JsonNode)rule)]));
        resource.Put("searchRevInclude", new JsonArray([.. IncludeRule.Of(type, reverse: true).Select(rule => (JsonNode)rule)]));
        var parameters = type == FhirTypes.Place ? PlaceSearch.Parameters : Registry.Queries.Fhir.SearchParameters.Of(type);
        resource["searchParam"] = parameters.Where(parameter => !parameter.Name.StartsWith("_has:", StringComparison.Ordinal) && !parameter.Name.Contains('.', StringComparison.Ordinal))
            .Select(parameter => Parameter(type, parameter, documents)).Concat(documents.Chains(type)).ToJson();
        return resource;
    }

    private static JsonObject Parameter(string type, (string Name, SearchParameterType Type) parameter, SearchParameterDocuments documents)
    {
        var written = new JsonObject { ["name"] = parameter.Name };
        if (documents.UrlOf(type, parameter.Name) is { } url)
            written["definition"] = url;
        written["type"] = SearchParameterDocuments.Word(parameter.Type);
        return written;
    }

    private static JsonObject Interaction(string code) => new() { ["code"] = code };
}
