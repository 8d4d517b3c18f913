using System.Buffers;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Signing;

/// <summary>A compact JWS that carries its payload (RFC 7515 §7.1): what is signed must say the same as what was received.</summary>
internal static class AttachedJws
{
    public static SignatureOutcome Verify(ReadOnlySpan<char> text, ReceivedEnvelope envelope, IReadOnlyList<PartnerKey> keys)
    {
        var first = text.IndexOf('.');
        var last = text.LastIndexOf('.');
        if (JwsHeader.Read(text[..first], out var fault) is not { } header)
            return SignatureOutcome.Refused.Because(fault);

        if (!header.Encoded)
            return SignatureOutcome.Refused.Because("An unencoded payload (b64: false) is accepted in a detached signature only.");

        var payload = text[(first + 1)..last];
        if (!Base64Text.IsUrlText(payload) || !Base64Text.TryReadUrl(text[(last + 1)..], out var signature))
            return SignatureOutcome.Refused.Because("The signature is not base64url without padding.");

        return Verify(text[..last], payload, signature, header, envelope, keys);
    }

    private static SignatureOutcome Verify(ReadOnlySpan<char> input, ReadOnlySpan<char> payload, byte[] signature, JwsHeader header, ReceivedEnvelope envelope, IReadOnlyList<PartnerKey> keys)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(input.Length);
        try
        {
            var signed = buffer.AsSpan(0, Encoding.ASCII.GetBytes(input, buffer));
            var outcome = SignatureCheck.Run(SignatureScheme.AttachedJws, header.Algorithm, header.KeyId, keys, signed, signature);
            if (outcome is not SignatureOutcome.Valid)
                return outcome;

            return Base64Text.TryReadUrl(payload, buffer, out var length) && SaysTheSame(buffer.AsMemory(0, length), envelope)
                ? outcome
                : SignatureOutcome.Refused.Because("The signed payload differs from the header and message that were received.");
        }
        finally
        {
            // What was asked must not wait in the pool for whoever borrows next.
            buffer.AsSpan(0, input.Length).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool SaysTheSame(ReadOnlyMemory<byte> payload, ReceivedEnvelope envelope)
    {
        if (RawEnvelope.Equals(payload.Span, envelope))
            return true;

        try
        {
            using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            return root.ValueKind is JsonValueKind.Object
                && root.GetPropertyCount() == 2
                && root.TryGetProperty("header", out var header)
                && root.TryGetProperty("message", out var message)
                && JsonSameness.Same(header, envelope.HeaderJson)
                && JsonSameness.Same(message, envelope.MessageJson);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
