using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Signing;

/// <summary>Checks a parameter string: its clock, then its signature over created, expires and the digest in each form that signers use.</summary>
internal static class ParameterStringCheck
{
    private const long AllowedAhead = 60;

    private const long LongestLife = 24 * 60 * 60;

    private static readonly EnvelopeForm[] Forms = [EnvelopeForm.SortedAscii, EnvelopeForm.Jcs, EnvelopeForm.AsReceived];

    private static readonly string[] DigestPrefixes = ["", "SHA-256="];

    public static SignatureOutcome Verify(ReadOnlySpan<char> text, ReceivedEnvelope envelope, IReadOnlyList<PartnerKey> keys, DateTimeOffset now)
    {
        if (ParameterString.Read(text, out var fault) is not { } claim)
            return SignatureOutcome.Refused.Because(fault);

        if (ClockFault(claim, now.ToUnixTimeSeconds()) is { } clockFault)
            return SignatureOutcome.Refused.Because(clockFault);

        return Base64Text.TryReadStandard(claim.Signature, out var signature)
            ? Verify(claim, signature, envelope, PartnerKeyChoice.For(keys, claim.Algorithm, claim.KeyId))
            : SignatureOutcome.Refused.Because("The signature parameter is not base64.");
    }

    /// <summary>The lines that are signed, in the order in which the signer lists them.</summary>
    public static byte[] SignedLines(IReadOnlyList<string> headers, long created, long expires, string digest) =>
        Encoding.ASCII.GetBytes(string.Join('\n', headers.Select(header => header switch
        {
            "(created)" => $"(created): {created}",
            "(expires)" => $"(expires): {expires}",
            "digest" => $"digest: {digest}",
            _ => throw new ArgumentException("Only created, expires and digest can be signed.", nameof(headers)),
        })));

    private static string? ClockFault(ParameterString claim, long now)
    {
        if (claim.Created > now + AllowedAhead)
            return "The signature was created in the future.";

        if (claim.Expires < now)
            return "The signature has expired.";

        return claim.Expires <= claim.Created || claim.Expires - claim.Created > LongestLife
            ? "The signature must expire after it was created, and within a day."
            : null;
    }

    private static SignatureOutcome Verify(ParameterString claim, byte[] signature, ReceivedEnvelope envelope, IReadOnlyList<PartnerKey> keys)
    {
        if (keys.Count == 0)
            return SignatureCheck.NoKey(claim.Algorithm);

        foreach (var payload in CanonicalJson.Candidates(envelope, Forms))
        {
            var digest = Convert.ToBase64String(SHA256.HashData(payload.Span));
            foreach (var prefix in DigestPrefixes)
            {
                var signed = SignedLines(claim.Headers, claim.Created, claim.Expires, prefix + digest);
                if (keys.FirstOrDefault(key => key.Made(claim.Algorithm, signed, signature)) is { } key)
                    return new SignatureOutcome.Valid(SignatureScheme.ParameterString, key.KeyId);
            }
        }

        return SignatureCheck.Mismatch;
    }
}
