using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Signing;

/// <summary>Bare base64 of an RSA signature over the header's bytes followed by the message's, as the G2P Connect reference client sends it.</summary>
internal static class RawRsaSignature
{
    public static SignatureOutcome Verify(ReadOnlySpan<char> text, ReceivedEnvelope envelope, IReadOnlyList<PartnerKey> keys)
    {
        if (!Base64Text.TryReadStandard(text, out var signature) || signature.Length < PartnerKeyReader.SmallestRsaBits / 8)
            return SignatureOutcome.Refused.Because("The signature has none of the known forms: compact JWS, parameter string, base64 of an RSA signature.");

        byte[] signed = [.. envelope.Header.Span, .. envelope.Message.Span];
        return SignatureCheck.Run(SignatureScheme.RawRsa, SignatureAlgorithm.Rs256, keyId: null, keys, signed, signature);
    }
}
