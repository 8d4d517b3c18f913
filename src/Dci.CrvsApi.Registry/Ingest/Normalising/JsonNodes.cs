using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Registry.Ingest.Normalising;

/// <summary>Small questions to JSON of which nothing is known for certain.</summary>
internal static class JsonNodes
{
    /// <summary>The member's text, null when it is not a string.</summary>
    public static string? Text(this JsonObject node, string member) => node[member].AsText();

    public static string? AsText(this JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>A scalar as it is written; null for anything else.</summary>
    public static string? Scalar(this JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => node.ToJsonString(),
        _ => null,
    };

    /// <summary>The objects of an array member, or the object itself where an array was expected.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonObject node, string member) => node[member] switch
    {
        JsonArray array => array.OfType<JsonObject>().ToArray(),
        JsonObject one => [one],
        _ => [],
    };

    /// <summary>Every object inside, itself first.</summary>
    public static IEnumerable<JsonObject> Everywhere(this JsonObject node)
    {
        yield return node;
        foreach (var (_, child) in node.ToArray())
            foreach (var found in Inside(child))
                yield return found;
    }

    /// <summary>Every object that is, or is an element of, a member of one of these names.</summary>
    public static IEnumerable<JsonObject> EverywhereNamed(this JsonObject node, params string[] members) =>
        node.Everywhere().SelectMany(part => members.SelectMany(member => part.Objects(member))).ToArray();

    /// <summary>Takes a member out and gives it back, so that it can stand elsewhere.</summary>
    public static JsonNode? Take(this JsonObject node, string member)
    {
        if (!node.Remove(member, out var taken))
            return null;
        return taken;
    }

    /// <summary>Puts a single element into the array that R4 has there.</summary>
    public static void WrapInArray(this JsonObject node, string member)
    {
        if (node[member] is JsonObject or JsonValue)
            node[member] = new JsonArray(node.Take(member));
    }

    public static void Rename(this JsonObject node, string from, string to)
    {
        if (node.ContainsKey(from) && node.Take(from) is { } value)
            node.TryAdd(to, value);
    }

    public static void AddExtension(this JsonObject node, string url, string valueName, JsonNode value)
    {
        if (node["extension"] is not JsonArray extensions)
            node["extension"] = extensions = [];
        extensions.Add(new JsonObject { ["url"] = url, [valueName] = value });
    }

    public static JsonObject Concept(string system, string code) =>
        new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code }) };

    private static IEnumerable<JsonObject> Inside(JsonNode? node) => node switch
    {
        JsonObject child => child.Everywhere(),
        JsonArray array => array.ToArray().SelectMany(Inside),
        _ => [],
    };
}
