using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Dci.CrvsApi.Partners;

/// <summary>Reads a registration's JSON and says about each member that is unknown or of the wrong kind. What is wrong is left out, so that the rest is checked too.</summary>
internal static class RegistrationReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The registration as far as it could be read.</summary>
    public static PartnerRegistration Read(ReadOnlySpan<byte> json, RegistrationFaults faults) =>
        Parse(json, faults) is JsonObject document ? Read(document, faults) : new PartnerRegistration();

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, RegistrationFaults)"/>
    public static PartnerRegistration Read(JsonObject document, RegistrationFaults faults)
    {
        var type = PartnerJson.Default.PartnerRegistration;
        Prune(document, type, faults);
        return document.Deserialize(type) ?? new PartnerRegistration();
    }

    /// <summary>The JSON, or null with a fault when it can't be read at all.</summary>
    public static JsonObject? Parse(ReadOnlySpan<byte> json, RegistrationFaults faults)
    {
        try
        {
            if (JsonNode.Parse(json, documentOptions: Strict) is JsonObject document)
                return document;
            faults.Add("is not a JSON object", "Write one object, { … }");
        }
        catch (JsonException fault)
        {
            faults.Add($"is not JSON that can be read (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1})", "Look for a missing comma or quote, or a member that stands twice");
        }

        return null;
    }

    private static void Prune(JsonObject document, JsonTypeInfo type, RegistrationFaults faults)
    {
        foreach (var (name, value) in document.ToList())
        {
            var member = type.Properties.FirstOrDefault(property => property.Name == name);
            if (member is null)
                faults.Under(name).Add("is not known", $"Known here: {string.Join(", ", type.Properties.Select(property => property.Name))}");
            else if (value is null || Fits(value, member.PropertyType, faults.Under(name)))
                continue;
            document.Remove(name);
        }
    }

    private static bool Fits(JsonNode value, Type type, RegistrationFaults faults) => type switch
    {
        _ when type == typeof(string) => Expect(value.GetValueKind() == JsonValueKind.String, "text", faults),
        _ when type == typeof(bool?) => Expect(value.GetValueKind() is JsonValueKind.True or JsonValueKind.False, "true or false", faults),
        _ when type == typeof(int?) => Expect(value is JsonValue number && number.TryGetValue<int>(out _), "a whole number", faults),
        _ when type == typeof(IReadOnlyList<string>) => Expect(IsArrayOf(value, JsonValueKind.String), "an array of texts", faults),
        _ when type == typeof(IReadOnlyList<JsonElement>) => Expect(IsArrayOf(value, JsonValueKind.Object), "an array of objects", faults),
        _ when type == typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>) => Expect(IsObjectOfLists(value), "an object of arrays of texts", faults),
        _ when type == typeof(IReadOnlyDictionary<string, JsonElement>) => Expect(value is JsonObject, "an object", faults),
        _ => FitsObject(value, type, faults),
    };

    private static bool FitsObject(JsonNode value, Type type, RegistrationFaults faults)
    {
        if (value is not JsonObject inner)
            return Expect(fits: false, "an object", faults);
        Prune(inner, PartnerJson.Default.GetTypeInfo(type) ?? throw new InvalidOperationException($"No JSON form of {type}."), faults);
        return true;
    }

    private static bool IsArrayOf(JsonNode value, JsonValueKind kind) =>
        value is JsonArray array && array.All(element => element is not null && element.GetValueKind() == kind);

    private static bool IsObjectOfLists(JsonNode value) =>
        value is JsonObject members && members.All(member => member.Value is not null && IsArrayOf(member.Value, JsonValueKind.String));

    private static bool Expect(bool fits, string expected, RegistrationFaults faults)
    {
        if (!fits)
            faults.Add("is of the wrong kind", $"Give {expected}");
        return fits;
    }
}
