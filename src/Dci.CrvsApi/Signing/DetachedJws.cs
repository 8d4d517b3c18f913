using System.Buffers.Text;
using System.Text;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Signing;

/// <summary>A compact JWS without its payload (RFC 7515 appendix F): the payload is the envelope, as received or in a canonical form.</summary>
internal static class DetachedJws
{
    private static readonly EnvelopeForm[] Forms = [EnvelopeForm.AsReceived, EnvelopeForm.Jcs, EnvelopeForm.SortedAscii];

    public static SignatureOutcome Verify(ReadOnlySpan<char> text, ReceivedEnvelope envelope, IReadOnlyList<PartnerKey> keys) =>
        Verify(text, CanonicalJson.Candidates(envelope, Forms), keys);

    /// <summary>The same over whichever of the payloads was signed.</summary>
    public static SignatureOutcome Verify(ReadOnlySpan<char> text, IEnumerable<ReadOnlyMemory<byte>> payloads, IReadOnlyList<PartnerKey> keys)
    {
        var dot = text.IndexOf('.');
        var protectedText = text[..dot];
        if (JwsHeader.Read(protectedText, out var fault) is not { } header)
            return SignatureOutcome.Refused.Because(fault);

        if (!Base64Text.TryReadUrl(text[(dot + 2)..], out var signature))
            return SignatureOutcome.Refused.Because("The signature is not base64url without padding.");

        SignatureOutcome outcome = SignatureCheck.Mismatch;
        foreach (var payload in payloads)
        {
            outcome = SignatureCheck.Run(SignatureScheme.DetachedJws, header.Algorithm, header.KeyId, keys, SigningInput(protectedText, payload.Span, header.Encoded), signature);
            if (outcome is SignatureOutcome.Valid)
                break;
        }

        return outcome;
    }

    private static ReadOnlySpan<byte> SigningInput(ReadOnlySpan<char> protectedText, ReadOnlySpan<byte> payload, bool encoded)
    {
        var input = new byte[protectedText.Length + 1 + (encoded ? Base64Url.GetEncodedLength(payload.Length) : payload.Length)];
        var at = Encoding.ASCII.GetBytes(protectedText, input);
        input[at++] = (byte)'.';
        if (encoded)
            Base64Url.EncodeToUtf8(payload, input.AsSpan(at));
        else
            payload.CopyTo(input.AsSpan(at));

        return input;
    }
}
