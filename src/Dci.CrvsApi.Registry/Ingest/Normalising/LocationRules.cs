using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Registry.Ingest.Normalising;

/// <summary>What is wrong with places.</summary>
internal static class LocationRules
{
    public static IReadOnlyList<NormalisingRule> All { get; } =
    [
        new("a type stands in an array", "Location", location => location.WrapInArray("type")),
        new("Location/0 is no place", "Location", RootIsNoPlace),
        new("an alias stands in an array", "Location", location => location.WrapInArray("alias")),
        new("a place has one address", "Location", OneAddress),
    ];

    /// <summary>OpenCRVS's roots lie in a Location that does not exist.</summary>
    private static void RootIsNoPlace(JsonObject location)
    {
        if ((location["partOf"] as JsonObject)?.Text("reference") == "Location/0")
            location.Remove("partOf");
    }

    private static void OneAddress(JsonObject location)
    {
        if (location["address"] is JsonArray { Count: > 0 } addresses)
            location["address"] = addresses[0]?.DeepClone();
    }
}
