using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>A filter in a form that every edition of the standard has: empty members left out, values as texts, the names of identifiers as they are now.</summary>
internal static class SaidFilter
{
    private static readonly string[] Operators = ["gt", "lt", "eq", "ge", "le", "in"];
    private static readonly string[] Conditions = ["and", "or", "not"];

    /// <summary>Null when it was sent in no such form.</summary>
    public static JsonElement? Of(JsonElement filter) => (filter.ValueKind switch
    {
        JsonValueKind.Object => (JsonNode?)OfObject(filter),
        JsonValueKind.Array => OfList(filter),
        _ => null,
    }) is { } said ? JsonElement.Parse(said.ToJsonString()) : null;

    private static JsonObject? OfObject(JsonElement filter)
    {
        if (Text(filter, "query_name") is { } name)
            return filter.TryGetProperty("query_params", out var parameters) && parameters.ValueKind == JsonValueKind.Object
                ? new JsonObject { ["query_name"] = name, ["query_params"] = JsonObject.Create(parameters) }
                : null;
        if ((Text(filter, "type") ?? Text(filter, "identifier_type")) is not { } type)
            return null;
        if (!filter.TryGetProperty("value", out var value) && !filter.TryGetProperty("identifier_value", out value))
            return null;
        JsonNode? said = value.ValueKind == JsonValueKind.Object ? JsonObject.Create(value) : Scalar(value);
        return said is null ? null : new JsonObject { ["type"] = type, ["value"] = said };
    }

    private static JsonArray? OfList(JsonElement list)
    {
        var said = new JsonArray();
        foreach (var element in list.EnumerateArray())
        {
            if (Predicate(element) is not { } predicate)
                return null;
            said.Add((JsonNode)predicate);
        }

        return said.Count == 0 ? null : said;
    }

    private static JsonObject? Predicate(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        var said = new JsonObject();
        foreach (var member in element.EnumerateObject())
        {
            if (IsEmpty(member.Value))
                continue;
            JsonNode? value = member.Name switch
            {
                "seq_num" => member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out var place) ? place : null,
                "expression1" or "expression2" => Expression(member.Value),
                "condition" => Word(member.Value, Conditions),
                _ => null,
            };
            if (value is null)
                return null;
            said[member.Name] = value;
        }

        return said.ContainsKey("expression1") ? said : null;
    }

    private static JsonObject? Expression(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || Text(element, "attribute_name") is not { } name
            || !element.TryGetProperty("operator", out var comparison) || Word(comparison, Operators) is not { } word
            || !element.TryGetProperty("attribute_value", out var value) || Value(value) is not { } said)
            return null;
        return new JsonObject { ["attribute_name"] = name, ["operator"] = word, ["attribute_value"] = said };
    }

    // No edition allows a list; a text with commas says the same.
    private static string? Value(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return Scalar(value);
        var texts = value.EnumerateArray().Select(Scalar).ToList();
        return texts.TrueForAll(text => text is not null && !text.Contains(',', StringComparison.Ordinal)) ? string.Join(',', texts) : null;
    }

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static string? Word(JsonElement value, string[] words) =>
        value.ValueKind == JsonValueKind.String ? Array.Find(words, word => word == value.GetString()) : null;

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.ValueEquals(""u8));
}
