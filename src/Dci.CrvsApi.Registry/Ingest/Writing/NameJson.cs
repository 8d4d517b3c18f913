using System.Text.Json;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Writing;

/// <summary>Writes names, the language as FHIR's language extension and a maiden name as a name of its own.</summary>
internal static class NameJson
{
    public static void WriteAll(Utf8JsonWriter json, IReadOnlyList<RecordedName> names)
    {
        if (names.Count == 0)
            return;

        json.WriteStartArray("name"u8);
        foreach (var name in names)
        {
            WriteCurrent(json, name);
            if (name.MaidenName is { } maiden)
                WriteMaiden(json, name.Language, maiden);
        }

        json.WriteEndArray();
    }

    private static void WriteCurrent(Utf8JsonWriter json, RecordedName name)
    {
        json.WriteStartObject();
        WriteLanguage(json, name.Language);
        json.WriteString("use"u8, "official"u8);
        json.WriteText("family"u8, name.Surname);
        WriteGiven(json, name);
        WriteOne(json, "prefix"u8, name.Prefix);
        WriteOne(json, "suffix"u8, name.Suffix);
        json.WriteEndObject();
    }

    private static void WriteMaiden(Utf8JsonWriter json, string? language, string maiden)
    {
        json.WriteStartObject();
        WriteLanguage(json, language);
        json.WriteString("use"u8, "maiden"u8);
        json.WriteString("family"u8, maiden);
        json.WriteEndObject();
    }

    private static void WriteLanguage(Utf8JsonWriter json, string? language)
    {
        if (language is null)
            return;
        json.WriteStartArray("extension"u8);
        json.WriteExtension(FhirUrls.Language, "valueCode"u8, LanguageCodes.Tag(language));
        json.WriteEndArray();
    }

    private static void WriteGiven(Utf8JsonWriter json, RecordedName name)
    {
        if (name.GivenName is null)
            return;
        json.WriteStartArray("given"u8);
        json.WriteStringValue(name.GivenName);
        if (name.SecondName is { } second)
            json.WriteStringValue(second);
        json.WriteEndArray();
    }

    private static void WriteOne(Utf8JsonWriter json, ReadOnlySpan<byte> member, string? text)
    {
        if (text is null)
            return;
        json.WriteStartArray(member);
        json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
