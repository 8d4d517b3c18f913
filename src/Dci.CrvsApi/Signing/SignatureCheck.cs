using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Signing;

/// <summary>Tries a signature against the keys that may have made it.</summary>
internal static class SignatureCheck
{
    public static SignatureOutcome Run(SignatureScheme scheme, SignatureAlgorithm algorithm, string? keyId, IReadOnlyList<PartnerKey> keys, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        var choice = PartnerKeyChoice.For(keys, algorithm, keyId);
        foreach (var key in choice)
        {
            if (key.Made(algorithm, signed, signature))
                return new SignatureOutcome.Valid(scheme, key.KeyId);
        }

        return choice.Count == 0 ? NoKey(algorithm) : Mismatch;
    }

    public static SignatureOutcome Mismatch { get; } =
        SignatureOutcome.Refused.Because("No registered key of this partner made the signature over the header and message that were received.");

    public static SignatureOutcome NoKey(SignatureAlgorithm algorithm) =>
        SignatureOutcome.Refused.Because($"This partner has registered no key for {algorithm.ToJwa()} under the key id that the signature names.");
}
