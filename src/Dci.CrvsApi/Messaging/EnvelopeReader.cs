using System.Runtime.InteropServices;
using System.Text.Json;

namespace Dci.CrvsApi.Messaging;

/// <summary>Slices a body into signature, header and message without binding anything.</summary>
internal static class EnvelopeReader
{
    /// <summary>The envelope; dispose the document once the message is answered.</summary>
    public static Outcome<ReceivedEnvelope> Read(ReadOnlyMemory<byte> body, out JsonDocument? document)
    {
        if (!StrictJson.TryParse(body, out document, out var reason))
            return Failures.Bad($"The body {reason}");

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

    private static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> body, JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        return body.Span.Overlaps(raw, out var offset)
            ? body.Slice(offset, raw.Length)
            : throw new InvalidOperationException("A parsed element lies outside the body it was parsed from.");
    }
}
