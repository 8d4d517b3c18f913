using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;

namespace Dci.CrvsApi.Registry.Ingest.Normalising;

/// <summary>What is wrong with data types, wherever they stand.</summary>
internal static class DataTypeRules
{
    /// <summary>How a path into OpenCRVS's document store begins, where R4 has base64.</summary>
    private const string StoredPath = "/ocrvs/";

    public static IReadOnlyList<NormalisingRule> All { get; } =
    [
        new("a coding stands in an array", null, CodingIsArray),
        new("a type of an identifier is a concept", null, IdentifierTypeIsConcept),
        new("members unknown to an identifier become extensions", null, IdentifierMembersAreExtensions),
        new("an extension has one value", null, ExtensionHasOneValue),
        new("a text value is a string", null, TextValueIsString),
        new("an integer value is a number", null, IntegerValueIsNumber),
        new("a signature has R4's members", null, SignatureIsR4),
        new("an attachment holds data or points at it", null, AttachmentIsR4),
        new("an annotation without text goes", null, AnnotationHasText),
    ];

    private static void CodingIsArray(JsonObject resource)
    {
        foreach (var part in resource.Everywhere().ToArray())
            if (part["coding"] is JsonObject)
                part.WrapInArray("coding");
    }

    /// <summary>Up to v1.2 <c>"type": "NATIONAL_ID"</c>.</summary>
    private static void IdentifierTypeIsConcept(JsonObject resource)
    {
        foreach (var identifier in resource.EverywhereNamed("identifier"))
            if (identifier.Text("type") is { Length: > 0 } code)
                identifier["type"] = JsonNodes.Concept(FhirUrls.IdentifierTypes, code);
    }

    private static void IdentifierMembersAreExtensions(JsonObject resource)
    {
        foreach (var identifier in resource.EverywhereNamed("identifier"))
        {
            if (identifier["value"] is JsonValue number && number.GetValueKind() == JsonValueKind.Number)
                identifier["value"] = number.ToJsonString();
            if (identifier.Take("otherType").Scalar() is { Length: > 0 } other)
                identifier.AddExtension(FhirUrls.OtherIdentifierType, "valueString", other);
            if (identifier.Take("fieldsModifiedByIdentity") is JsonArray fields)
                foreach (var field in fields.Select(JsonNodes.Scalar).OfType<string>())
                    identifier.AddExtension(FhirUrls.FieldsModifiedByIdentity, "valueString", field);
        }
    }

    /// <summary>Old Tasks name the office beside the reference to it: the reference stays.</summary>
    private static void ExtensionHasOneValue(JsonObject resource)
    {
        foreach (var extension in resource.EverywhereNamed("extension"))
            if (extension.ContainsKey("valueReference"))
                foreach (var member in extension.Select(member => member.Key).Where(key => key.StartsWith("value", StringComparison.Ordinal) && key != "valueReference").ToArray())
                    extension.Remove(member);
    }

    private static void TextValueIsString(JsonObject resource)
    {
        foreach (var part in resource.Everywhere().ToArray())
            if (part["valueString"] is JsonValue value && value.GetValueKind() != JsonValueKind.String)
                part["valueString"] = value.Scalar();
    }

    private static void IntegerValueIsNumber(JsonObject resource)
    {
        foreach (var part in resource.Everywhere().ToArray())
            if (part.Text("valueInteger") is { } text && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                part["valueInteger"] = number;
    }

    /// <summary>STU3 had <c>blob</c> and <c>contentType</c>; R4 also wants to know what kind of signature, when and whose.</summary>
    private static void SignatureIsR4(JsonObject resource)
    {
        foreach (var signature in resource.EverywhereNamed("valueSignature"))
        {
            signature.Rename("blob", "data");
            signature.Rename("contentType", "sigFormat");
            signature.Rename("whoReference", "who");
            signature.WrapInArray("type");
            if (signature.Text("data") is { } data && Base64Of(data) is var decoded && decoded != data)
                signature["data"] = decoded;
            EmptyElements.Remove(signature);
            signature.TryAdd("type", new JsonArray(new JsonObject { ["system"] = "urn:iso-astm:E1762-95:2013", ["code"] = "1.2.840.10065.1.12.1.7" }));
            signature.TryAdd("who", new JsonObject { ["display"] = "Not recorded" });
            signature.TryAdd("when", InstantOf(resource));
        }
    }

    private static void AttachmentIsR4(JsonObject resource)
    {
        foreach (var attachment in resource.EverywhereNamed("attachment", "valueAttachment", "photo"))
        {
            if (attachment["creation"].Scalar() is { Length: > 0 } creation && Milliseconds(creation) is { } instant)
                attachment["creation"] = instant;
            if (attachment.Text("data") is not { } data || Base64Of(data) == data)
                continue;
            attachment.Remove("data");
            if (Base64Of(data) is { } decoded)
                attachment["data"] = decoded;
            else if (data.StartsWith('/') || data.StartsWith("http", StringComparison.Ordinal))
                attachment.TryAdd("url", data);
        }
    }

    private static void AnnotationHasText(JsonObject resource)
    {
        if (resource["note"] is not JsonArray notes)
            return;
        foreach (var note in notes.OfType<JsonObject>().Where(note => string.IsNullOrWhiteSpace(note.Text("text"))).ToArray())
            notes.Remove(note);
    }

    /// <summary>The base64 in a data URL or in the text itself; null when it is neither.</summary>
    private static string? Base64Of(string data)
    {
        const string marker = ";base64,";
        var at = data.StartsWith("data:", StringComparison.Ordinal) ? data.IndexOf(marker, StringComparison.Ordinal) : -1;
        var encoded = at < 0 ? data : data[(at + marker.Length)..];
        return !encoded.StartsWith(StoredPath, StringComparison.Ordinal) && Base64.IsValid(encoded) ? encoded : null;
    }

    /// <summary>v1.8 writes milliseconds since 1970 where R4 has a date-time.</summary>
    private static string? Milliseconds(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 9999 and < 253_402_300_799_999
            ? InstantText.Write(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : null;

    private static JsonNode InstantOf(JsonObject resource) =>
        (resource["meta"] as JsonObject)?.Text("lastUpdated") ?? resource.Text("lastModified") ?? "1970-01-01T00:00:00Z";
}
