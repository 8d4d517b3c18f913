using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Fhir.Masks;

/// <summary>The Encounter with the place and the day of the event, as far as they are granted.</summary>
internal static class EncounterMask
{
    /// <summary>Null when it has nothing to tell.</summary>
    public static JsonObject? Masked(JsonObject encounter, EventGrant grant)
    {
        var masked = encounter.Take("resourceType", "id", "status", "class");
        var told = masked.Count;
        if (grant.ShowsDate)
            masked.Put("period", (encounter["period"] as JsonObject)?.Take("start", "end"));
        if (grant.ShowsPlace)
            masked.Put("location", encounter.Objects("location").Take(1).Select(Place).ToJson());
        return masked.Count > told ? masked : null;
    }

    private static JsonObject Place(JsonObject place) => new() { ["location"] = (place["location"] as JsonObject)?.Take("reference") };
}
