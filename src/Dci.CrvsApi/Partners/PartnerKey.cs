using System.Security.Cryptography;

namespace Dci.CrvsApi.Partners;

/// <summary>A partner's public key and the one family of algorithms it serves. Exactly one of the three keys is set.</summary>
/// <param name="KeyId">The <c>kid</c> it is registered under, null when it has none (PEM).</param>
/// <param name="Rsa">RS256 and PS256, and the raw and parameter-string RSA forms.</param>
/// <param name="EcDsa">ES256 (P-256).</param>
/// <param name="Ed25519">EdDSA, 32 bytes.</param>
internal sealed record PartnerKey(string? KeyId, RSA? Rsa, ECDsa? EcDsa, byte[]? Ed25519);
