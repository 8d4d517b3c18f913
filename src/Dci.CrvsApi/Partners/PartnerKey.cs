using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;

namespace Dci.CrvsApi.Partners;

/// <summary>A partner's public key and the one family of algorithms it serves. Exactly one of the three keys is set.</summary>
/// <param name="KeyId">The <c>kid</c> it is registered under, null when it has none (PEM).</param>
/// <param name="Rsa">RS256 and PS256, and the raw and parameter-string RSA forms.</param>
/// <param name="EcDsa">ES256 (P-256).</param>
/// <param name="Ed25519">EdDSA, 32 bytes.</param>
internal sealed record PartnerKey(string? KeyId, RSA? Rsa, ECDsa? EcDsa, byte[]? Ed25519)
{
    /// <summary>The one algorithm the key was registered for (<c>alg</c> of its JWK), null when any of its family will do.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The Ed25519 key with its point decoded, so that no request pays for that.</summary>
    public Ed25519PublicKeyParameters? EdDsa { get; } = Ed25519 is null ? null : new(Ed25519);
}
