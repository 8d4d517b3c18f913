using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Registry.Ingest.Normalising;

/// <summary>FHIR has no empty elements: blank texts, empty objects and arrays, nulls and extensions without a value go.</summary>
internal static class EmptyElements
{
    public static void Remove(JsonObject node)
    {
        foreach (var (member, value) in node.ToArray())
        {
            if (value is JsonObject child)
                Remove(child);
            else if (value is JsonArray array)
                Remove(array, inExtensions: member is "extension" or "modifierExtension", paired: IsPaired(node, member));
            if (IsEmpty(value))
                node.Remove(member);
        }
    }

    /// <summary>Null holds a place in an array whose elements have extensions in the array beside it (R4, JSON 2.6.2.3).</summary>
    private static bool IsPaired(JsonObject node, string member) =>
        member.StartsWith('_') || node.ContainsKey("_" + member);

    private static void Remove(JsonArray array, bool inExtensions, bool paired)
    {
        for (var i = array.Count - 1; i >= 0; i--)
        {
            if (array[i] is JsonObject child)
                Remove(child);
            else if (array[i] is JsonArray inner)
                Remove(inner, inExtensions: false, paired: false);
            if (paired ? array[i] is not null && IsEmpty(array[i]) && array[i] is not JsonValue : IsEmpty(array[i]) || (inExtensions && IsBare(array[i])))
                array.RemoveAt(i);
        }
    }

    private static bool IsEmpty(JsonNode? node) => node switch
    {
        null => true,
        JsonObject child => child.Count == 0,
        JsonArray array => array.Count == 0,
        _ => node.AsText() is { } text && string.IsNullOrWhiteSpace(text),
    };

    /// <summary>OpenCRVS marks by an extension that has a url only; R4 wants a value. The original keeps the mark.</summary>
    private static bool IsBare(JsonNode? node) =>
        node is JsonObject extension && extension.All(member => member.Key is "url" or "id");
}
