using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;

namespace Dci.CrvsApi.Registry.Ingest.Normalising;

/// <summary>What R4 requires and OpenCRVS leaves out.</summary>
internal static class RequiredRules
{
    public static IReadOnlyList<NormalisingRule> All { get; } =
    [
        new("a composition has an author", "Composition", composition => composition.TryAdd("author", new JsonArray(new JsonObject { ["display"] = "Civil registry" }))),
        new("a composition has a date", "Composition", CompositionHasDate),
        new("a composition has a title", "Composition", CompositionHasTitle),
        new("a composition has a status", "Composition", composition => composition.TryAdd("status", "preliminary")),
        new("a task has an intent", "Task", task => task.TryAdd("intent", "order")),
        new("a task has a status", "Task", task => task.TryAdd("status", "requested")),
        new("an encounter has a class", "Encounter", encounter => encounter.TryAdd("class", new JsonObject { ["system"] = FhirUrls.ActCodes, ["code"] = "AMB" })),
        new("an encounter has a status", "Encounter", encounter => encounter.TryAdd("status", "finished")),
        new("an observation has a status", "Observation", observation => observation.TryAdd("status", "final")),
    ];

    private static void CompositionHasDate(JsonObject composition, JsonObject bundle)
    {
        if (composition.ContainsKey("date"))
            return;
        var date = LastUpdated(composition) ?? LastUpdated(bundle) ?? BundleNormaliser.Resources(bundle)
            .Where(resource => resource.Text("resourceType") == "Task")
            .Select(task => task.Text("lastModified"))
            .FirstOrDefault();
        if (date is not null)
            composition["date"] = date;
    }

    private static string? LastUpdated(JsonObject resource) => (resource["meta"] as JsonObject)?.Text("lastUpdated");

    private static void CompositionHasTitle(JsonObject composition)
    {
        var type = composition["type"] as JsonObject;
        composition.TryAdd("title", type?.Text("text") ?? type?.Objects("coding").FirstOrDefault()?.Text("code") ?? "Vital event");
    }
}
