using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Dci.CrvsApi.Registry.Ingest.Normalising;

/// <summary>Lets bytes in as JSON only when nothing later can trip over them: size, depth, text, duplicate members.</summary>
internal static class BundleJson
{
    /// <summary>Bytes of one bundle, with its scanned documents.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private const int MaxDepth = 64;

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    private static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The bundle's object, or why there is none.</summary>
    public static (JsonObject? Bundle, BundleFault? Fault) Parse(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxBytes)
            return (null, new BundleFault("Bundle", $"is larger than {MaxBytes} bytes"));
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        if (!Utf8.IsValid(json))
            return (null, new BundleFault("Bundle", "is not valid UTF-8"));

        try
        {
            RefuseBrokenText(json);
            var reader = new Utf8JsonReader(json, ReaderOptions);
            using var document = JsonDocument.ParseValue(ref reader);
            return JsonNode.Parse(json, documentOptions: DocumentOptions) is JsonObject bundle
                ? (bundle, null)
                : (null, new BundleFault("Bundle", "is not a JSON object"));
        }
        catch (JsonException broken)
        {
            return (null, new BundleFault("Bundle", $"is not JSON, or is nested deeper than {MaxDepth}, or repeats a member: line {broken.LineNumber + 1}"));
        }
        catch (InvalidOperationException)
        {
            return (null, new BundleFault("Bundle", "has half a surrogate pair in a text"));
        }
    }

    /// <summary>An escaped half of a surrogate pair passes as JSON and throws when the text is first read: here.</summary>
    private static void RefuseBrokenText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                _ = reader.GetString();
    }
}
