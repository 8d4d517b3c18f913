using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Dci.CrvsApi.Messaging;

/// <summary>Parses received JSON and refuses what no later step should meet: text that is not UTF-8, members named twice, half surrogates, more than 64 levels.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private static readonly SearchValues<byte> Surrogate = SearchValues.Create("dD"u8);

    /// <summary>The document, which the caller disposes; else why not, as the end of a sentence.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> text, [NotNullWhen(true)] out JsonDocument? document, out string reason)
    {
        document = null;
        reason = "is not valid UTF-8.";
        if (!Utf8.IsValid(text.Span))
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
