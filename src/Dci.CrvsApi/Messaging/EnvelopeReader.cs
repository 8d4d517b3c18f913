using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Dci.CrvsApi.Messaging;

/// <summary>
/// Slices a body into signature, header and message without binding anything. Refuses what no later step should meet:
/// text that is not UTF-8, members named twice, half surrogates, more than 64 levels.
/// </summary>
internal static class EnvelopeReader
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private static readonly SearchValues<byte> Surrogate = SearchValues.Create("dD"u8);

    /// <summary>The envelope; dispose the document once the message is answered.</summary>
    public static Outcome<ReceivedEnvelope> Read(ReadOnlyMemory<byte> body, out JsonDocument? document)
    {
        if (!TryParse(body, out document, out var reason))
            return Failures.Bad(reason);

        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            return Failures.Bad("The body must be a JSON object with header and message.");
        if (!root.TryGetProperty("header"u8, out var header) || header.ValueKind != JsonValueKind.Object)
            return Failures.Bad("header is missing or not an object.");
        if (!root.TryGetProperty("message"u8, out var message) || message.ValueKind != JsonValueKind.Object)
            return Failures.Bad("message is missing or not an object.");

        string? signature = null;
        if (root.TryGetProperty("signature"u8, out var given) && given.ValueKind != JsonValueKind.Null)
        {
            if (given.ValueKind != JsonValueKind.String)
                return Failures.Bad("signature must be a string.");
            signature = given.GetString() is { Length: > 0 } text ? text : null;
        }

        return new ReceivedEnvelope(Slice(body, header), Slice(body, message), signature, header, message);
    }

    /// <summary>Parses JSON under the same refusals, which <paramref name="reason"/> says.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out JsonDocument? document, out string reason)
    {
        document = null;
        if (!Utf8.IsValid(body.Span))
        {
            reason = "The body is not valid UTF-8.";
            return false;
        }

        try
        {
            if (HasSurrogateEscape(body.Span))
                RefuseHalfSurrogates(body.Span);
            document = JsonDocument.Parse(body, Strict);
            reason = "";
            return true;
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            reason = "The body is not well-formed JSON, names a member twice, or is nested deeper than 64 levels.";
            return false;
        }
    }

    private static bool HasSurrogateEscape(ReadOnlySpan<byte> body)
    {
        for (var at = body.IndexOf("\\u"u8); at >= 0 && at + 2 < body.Length; at = body.IndexOf("\\u"u8))
        {
            if (Surrogate.Contains(body[at + 2]))
                return true;
            body = body[(at + 2)..];
        }

        return false;
    }

    /// <summary>Reading a string with half a surrogate pair throws; better here than in a later step.</summary>
    private static void RefuseHalfSurrogates(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 64 });
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                _ = reader.GetString();
    }

    private static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> body, JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        return body.Span.Overlaps(raw, out var offset)
            ? body.Slice(offset, raw.Length)
            : throw new InvalidOperationException("A parsed element lies outside the body it was parsed from.");
    }
}
