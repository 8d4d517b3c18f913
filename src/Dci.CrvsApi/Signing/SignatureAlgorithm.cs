using System.Security.Cryptography;
using Dci.CrvsApi.Partners;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Dci.CrvsApi.Signing;

/// <summary>The asymmetric algorithms in which a signature is accepted. There is no other way to spell one, so <c>none</c> and HMAC cannot be meant.</summary>
internal enum SignatureAlgorithm
{
    Rs256,
    Ps256,
    Es256,
    EdDsa,
}

/// <summary>Names of the algorithms, and the check of a signature by a key of the matching family.</summary>
internal static class SignatureAlgorithms
{
    private const int Ed25519SignatureLength = 64;

    /// <summary>By its JWA name (RFC 7518 §3.1, RFC 8037 §3.1), which is case-sensitive.</summary>
    public static SignatureAlgorithm? FromJwa(string? name) => name switch
    {
        "RS256" => SignatureAlgorithm.Rs256,
        "PS256" => SignatureAlgorithm.Ps256,
        "ES256" => SignatureAlgorithm.Es256,
        "EdDSA" => SignatureAlgorithm.EdDsa,
        _ => null,
    };

    /// <summary>By a name that stands in a parameter string: those of HTTP signatures and of JWA, in any case.</summary>
    public static SignatureAlgorithm? FromParameter(string name) => name.ToLowerInvariant() switch
    {
        "ed25519" or "eddsa" => SignatureAlgorithm.EdDsa,
        "rsa" or "rsa-sha256" or "rs256" or "rsa-v1_5-sha256" or "sha256withrsa" => SignatureAlgorithm.Rs256,
        "ps256" or "rsa-pss-sha256" or "rsassa-pss-sha256" => SignatureAlgorithm.Ps256,
        _ => null,
    };

    public static string ToJwa(this SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Rs256 => "RS256",
        SignatureAlgorithm.Ps256 => "PS256",
        SignatureAlgorithm.Es256 => "ES256",
        SignatureAlgorithm.EdDsa => "EdDSA",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>Whether the key is of the algorithm's family and not reserved for another algorithm.</summary>
    public static bool Serves(this PartnerKey key, SignatureAlgorithm algorithm) =>
        (key.Algorithm is null || string.Equals(key.Algorithm, algorithm.ToJwa(), StringComparison.Ordinal)) && algorithm switch
        {
            SignatureAlgorithm.Rs256 or SignatureAlgorithm.Ps256 => key.Rsa is not null,
            SignatureAlgorithm.Es256 => key.EcDsa is not null,
            SignatureAlgorithm.EdDsa => key.EdDsa is not null,
            _ => false,
        };

    /// <summary>Whether the key made the signature; a key of another family did not.</summary>
    public static bool Made(this PartnerKey key, SignatureAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => algorithm switch
    {
        SignatureAlgorithm.Rs256 => key.Rsa is { } rsa && rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        SignatureAlgorithm.Ps256 => key.Rsa is { } rsa && rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        SignatureAlgorithm.Es256 => key.EcDsa is { } ecdsa && ecdsa.VerifyData(data, signature, HashAlgorithmName.SHA256),
        SignatureAlgorithm.EdDsa => key.EdDsa is { } ed25519 && signature.Length == Ed25519SignatureLength
            && ed25519.Verify(Ed25519.Algorithm.Ed25519, null, data, signature),
        _ => false,
    };
}
