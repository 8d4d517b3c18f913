using System.Text.Json;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;

namespace Dci.CrvsApi.Registry.Ingest.Writing;

/// <summary>The data types of FHIR that every resource of a record is made of.</summary>
internal static class JsonElements
{
    public static void StartEntry(this Utf8JsonWriter json, string resourceType, string id)
    {
        json.WriteStartObject();
        json.WriteString("fullUrl"u8, string.Concat(FhirUrls.Base, resourceType, "/", id));
        json.WriteStartObject("resource"u8);
        json.WriteString("resourceType"u8, resourceType);
        json.WriteString("id"u8, id);
    }

    public static void EndEntry(this Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A CodeableConcept with one coding; what it is called when <paramref name="name"/> is empty is up to the caller.</summary>
    public static void WriteConcept(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string system, string code)
    {
        if (name.IsEmpty)
            json.WriteStartObject();
        else
            json.WriteStartObject(name);
        json.WriteStartArray("coding"u8);
        json.WriteCoding(system, code);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteCoding(this Utf8JsonWriter json, string system, string code)
    {
        json.WriteStartObject();
        json.WriteString("system"u8, system);
        json.WriteString("code"u8, code);
        json.WriteEndObject();
    }

    public static void WriteReference(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string resourceType, string id)
    {
        json.WriteStartObject(name);
        json.WriteString("reference"u8, string.Concat(resourceType, "/", id));
        json.WriteEndObject();
    }

    public static void WriteReferenceExtension(this Utf8JsonWriter json, string url, string locationId)
    {
        json.WriteStartObject();
        json.WriteString("url"u8, url);
        json.WriteReference("valueReference"u8, "Location", locationId);
        json.WriteEndObject();
    }

    public static void WriteExtension(this Utf8JsonWriter json, string url, ReadOnlySpan<byte> valueName, string value)
    {
        json.WriteStartObject();
        json.WriteString("url"u8, url);
        json.WriteString(valueName, value);
        json.WriteEndObject();
    }

    public static void WriteText(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            json.WriteString(name, text);
    }

    public static void WriteTexts(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
