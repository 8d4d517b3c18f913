using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;

namespace Dci.CrvsApi.Fhir.Masks;

/// <summary>The Task with what of it a partner could be told in an answer: what clerks note on it is theirs.</summary>
internal sealed class TaskMask(EventGrant grant)
{
    public static IEnumerable<JsonObject> Offices(JsonObject task) => task.Objects("extension").Where(extension => extension.Text("url") == FhirUrls.Office);

    /// <param name="registered">The day of registration, as the record's history tells it; null when it tells none.</param>
    public JsonObject Masked(JsonObject task, string? registered)
    {
        var masked = task.Take("resourceType", "id");
        if (grant.ShowsLastUpdated)
            masked.Put("meta", (task["meta"] as JsonObject)?.Take("versionId", "lastUpdated"));
        var extensions = task.Objects("extension").Where(IsShown).Select(extension => (JsonObject)extension.DeepClone()).ToJson();
        if (grant.ShowsRegistrationDate && registered is not null)
            extensions.Add(new JsonObject { ["url"] = FhirUrls.RegistrationDate, ["valueDate"] = registered });
        masked.Put("extension", extensions);
        masked.Put("identifier", task.Objects("identifier").Where(IsShownNumber).Select(identifier => identifier.Take("system", "value")).ToJson());
        masked.Put("status", task["status"]?.DeepClone());
        if (!grant.HasFields)
            masked.Put("businessStatus", (task["businessStatus"] as JsonObject)?.Take("coding"));
        masked.Put("intent", task["intent"]?.DeepClone());
        masked.Put("code", (task["code"] as JsonObject)?.Take("coding"));
        masked.Put("focus", (task["focus"] as JsonObject)?.Take("reference"));
        if (grant.ShowsLastUpdated)
            masked.Put("lastModified", task["lastModified"]?.DeepClone());
        return masked;
    }

    private bool IsShown(JsonObject extension) => extension.Text("url") == FhirUrls.Office && !grant.HasFields;

    private bool IsShownNumber(JsonObject identifier)
    {
        var system = identifier.Text("system");
        return system == grant.Codes.NumberSystem ? grant.ShowsNumber : system == grant.Codes.TrackingSystem && !grant.HasFields && !grant.HasKinds;
    }
}
