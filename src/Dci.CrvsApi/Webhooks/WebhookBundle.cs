using System.Text.Json.Nodes;
using Dci.CrvsApi.Fhir;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;

namespace Dci.CrvsApi.Webhooks;

/// <summary>
/// The bundle of a webhook: the Task, then what the sections lead to that the partner may have, in their order and without the
/// Composition; people as OpenCRVS writes them.
/// </summary>
internal sealed class WebhookBundle(BundleMasks masks)
{
    public JsonObject Make(Partner partner, ToldEvent told)
    {
        if (told.Bundle is not { } stored)
            return Bundle([new JsonObject { ["resource"] = BareTask(told.Event) }]);
        var masked = FhirNodes.Read(masks.Of(partner).Apply(stored, told.Event.Event).Span);
        var order = OrderOf(masked);
        JsonObject[] entries = [.. masked.Objects("entry").Where(entry => TypeOf(entry) != "Composition").OrderBy(entry => Rank(entry, order))];
        if (!entries.Any(entry => TypeOf(entry) == "Task"))
            entries = [new JsonObject { ["resource"] = BareTask(told.Event) }, .. entries];
        foreach (var resource in entries.Select(entry => (JsonObject)entry["resource"]!))
            Adapt(resource, told.Event);
        return Bundle(entries);
    }

    private static JsonObject Bundle(IEnumerable<JsonObject> entries) => new()
    {
        ["resourceType"] = "Bundle",
        ["type"] = "document",
        ["entry"] = new JsonArray([.. entries.Select(entry => entry.DeepClone())]),
    };

    /// <summary>All that can be said without a bundle, and what MOSIP's mediator can't do without.</summary>
    private static JsonObject BareTask(SubscriptionEvent happened)
    {
        var code = new JsonObject { ["system"] = FhirUrls.TaskTypes, ["code"] = EventCodes.Of(happened.Event).TaskCode };
        return new JsonObject
        {
            ["resourceType"] = "Task",
            ["status"] = "accepted",
            ["intent"] = "order",
            ["code"] = new JsonObject { ["coding"] = new JsonArray(code) },
        };
    }

    private static void Adapt(JsonObject resource, SubscriptionEvent happened)
    {
        if (resource.Text("resourceType") == "Task")
            resource["focus"] = new JsonObject { ["reference"] = "Composition/" + happened.RecordId };
        else
            OpenCrvsPerson.Adapt(resource);
    }

    /// <summary>Where each address stands among those that the sections lead to; people in the order of the roles.</summary>
    private static Dictionary<string, int> OrderOf(JsonObject bundle)
    {
        var composition = bundle.Objects("entry").FirstOrDefault(entry => TypeOf(entry) == "Composition")?["resource"] as JsonObject;
        var sections = composition?.Objects("section").OrderBy(section => RoleOf(FhirNodes.CodeOf(section["code"]))) ?? Enumerable.Empty<JsonObject>();
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var reference in sections.SelectMany(section => section.References("entry")))
            order.TryAdd(reference, order.Count);
        return order;
    }

    private static int RoleOf(string? section)
    {
        for (var role = 0; role < RoleSections.All.Count; role++)
            if (RoleSections.All[role].Code == section)
                return role;
        return int.MaxValue;
    }

    private static int Rank(JsonObject entry, Dictionary<string, int> order)
    {
        if (TypeOf(entry) == "Task")
            return -1;
        var id = (entry["resource"] as JsonObject)?.Text("id");
        return entry.Text("fullUrl") is { } address && order.TryGetValue(address, out var rank)
            ? rank
            : order.TryGetValue($"{TypeOf(entry)}/{id}", out rank) ? rank : int.MaxValue;
    }

    private static string? TypeOf(JsonObject entry) => (entry["resource"] as JsonObject)?.Text("resourceType");
}
