using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Tests.Contract;

/// <summary>Every object of a JSON document, outermost first.</summary>
internal static class JsonWalk
{
    public static IEnumerable<JsonObject> Objects(JsonNode? node)
    {
        if (node is JsonObject self)
            yield return self;
        var children = node switch
        {
            JsonObject inner => inner.Select(member => member.Value),
            JsonArray array => array,
            _ => [],
        };
        foreach (var child in children.SelectMany(Objects))
            yield return child;
    }
}
