using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Fhir;

/// <summary>Reads FHIR as JSON nodes: stored bundles are valid R4, so that what a member holds is known.</summary>
internal static class FhirNodes
{
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 64 };

    public static JsonObject Read(ReadOnlySpan<byte> json) => (JsonObject)JsonNode.Parse(json, documentOptions: Depth)!;

    public static ReadOnlyMemory<byte> Write(JsonObject json)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Options))
            json.WriteTo(writer);
        return buffer.WrittenMemory;
    }

    public static JsonObject Of(OperationOutcome outcome) => (JsonObject)JsonSerializer.SerializeToNode(outcome, DciJson.Default.OperationOutcome)!;

    public static string? Text(this JsonObject node, string member) =>
        node[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>The objects that a member holds, one or a list.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonObject node, string member) => node[member] switch
    {
        JsonArray array => array.OfType<JsonObject>(),
        JsonObject one => [one],
        _ => [],
    };

    /// <summary>The first code of a concept.</summary>
    public static string? CodeOf(JsonNode? concept) =>
        (concept as JsonObject)?.Objects("coding").Select(coding => coding.Text("code")).FirstOrDefault(code => code is not null);

    /// <summary>The addresses that a member refers to.</summary>
    public static IEnumerable<string> References(this JsonObject node, string member) =>
        node.Objects(member).Select(reference => reference.Text("reference")).OfType<string>();

    /// <summary>Takes some members over to another object, in the order named, and leaves the rest.</summary>
    public static JsonObject Take(this JsonObject node, params ReadOnlySpan<string> members)
    {
        var taken = new JsonObject();
        foreach (var member in members)
            taken.Put(member, node[member]?.DeepClone());
        return taken;
    }

    /// <summary>Sets a member unless there is nothing to set: FHIR knows no empty objects and lists.</summary>
    public static void Put(this JsonObject node, string member, JsonNode? value)
    {
        if (value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 })
            return;
        node[member] = value;
    }

    public static JsonArray ToJson(this IEnumerable<JsonObject> nodes) => [.. nodes];
}
