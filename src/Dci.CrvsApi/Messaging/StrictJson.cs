using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Dci.CrvsApi.Messaging;

/// <summary>
/// Parses received JSON and refuses what no later step should meet: text that is not UTF-8, members named twice, half surrogates,
/// more than 64 levels, or so many tiny values that they take up many times the room of their text.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    // An item of a search has some ten commas and braces in some 200 bytes: more than the longest message has room for.
    private const int MostValues = 4_000_000;

    private static readonly SearchValues<byte> Surrogate = SearchValues.Create("dD"u8);

    /// <summary>The document, which the caller disposes; else why not, as the end of a sentence.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> text, [NotNullWhen(true)] out JsonDocument? document, out string reason)
    {
        document = null;
        reason = "is not valid UTF-8.";
        if (!Utf8.IsValid(text.Span))
            return false;
        reason = "holds more values than a message may; send it in several.";
        if (HasTooMany(text.Span))
            return false;

        try
        {
            if (HasSurrogateEscape(text.Span))
                RefuseHalfSurrogates(text.Span);
            document = JsonDocument.Parse(text, Strict);
            reason = "";
            return true;
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            reason = "is not well-formed JSON, names a member twice, or is nested deeper than 64 levels.";
            return false;
        }
    }

    // Those inside strings count too; nobody has that many.
    private static bool HasTooMany(ReadOnlySpan<byte> text) =>
        text.Length > MostValues && (long)text.Count((byte)',') + text.Count((byte)'{') + text.Count((byte)'[') > MostValues;

    private static bool HasSurrogateEscape(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf("\\u"u8); at >= 0 && at + 2 < text.Length; at = text.IndexOf("\\u"u8))
        {
            if (Surrogate.Contains(text[at + 2]))
                return true;
            text = text[(at + 2)..];
        }

        return false;
    }

    /// <summary>Reading a string with half a surrogate pair throws; better here than in a later step.</summary>
    private static void RefuseHalfSurrogates(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 64 });
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                _ = reader.GetString();
    }
}
