using System.Text.Json.Nodes;
using Dci.CrvsApi.Fhir;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;

namespace Dci.CrvsApi.Webhooks;

/// <summary>A person of a normalised bundle as OpenCRVS 1 writes people: the language in <c>use</c> of a name, the kind of an address in its <c>type</c>.</summary>
internal static class OpenCrvsPerson
{
    public static void Adapt(JsonObject person)
    {
        if (person.Text("resourceType") is not ("Patient" or "RelatedPerson"))
            return;
        foreach (var name in person.Objects("name"))
            AdaptName(name);
        foreach (var address in person.Objects("address"))
            AdaptAddress(address);
    }

    private static void AdaptName(JsonObject name)
    {
        var extensions = name.Objects("extension").ToList();
        if (extensions.Find(extension => extension.Text("url") == FhirUrls.Language)?.Text("valueCode") is { } language)
            name["use"] = language;
        JsonNode[] married = [.. extensions.Where(extension => extension.Text("url") == FhirUrls.MarriedLastName).Select(extension => extension["valueString"]?.DeepClone()).OfType<JsonNode>()];
        if (married.Length > 0)
            name["suffix"] = new JsonArray(married);
        name.Remove("extension");
    }

    private static void AdaptAddress(JsonObject address)
    {
        if (address.ContainsKey("type") || address.Text("use") is not { } use || use is not ("home" or "temp"))
            return;
        address["type"] = use == "home" ? "PRIMARY_ADDRESS" : "SECONDARY_ADDRESS";
        address.Remove("use");
    }
}
