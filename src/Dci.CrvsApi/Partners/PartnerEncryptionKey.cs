using System.Security.Cryptography;
using Dci.CrvsApi.Encryption;

namespace Dci.CrvsApi.Partners;

/// <summary>A partner's public key that answers are encrypted to. Exactly one of the two keys is set.</summary>
/// <param name="KeyId">The <c>kid</c> it is registered under; its RFC 7638 thumbprint when it has none.</param>
/// <param name="Rsa">RSA-OAEP-256 and RSA-OAEP.</param>
/// <param name="Agreement">ECDH-ES and ECDH-ES+A256KW (P-256).</param>
internal sealed record PartnerEncryptionKey(string KeyId, RSA? Rsa, ECDiffieHellmanPublicKey? Agreement)
{
    /// <summary>The one algorithm the key was registered for (<c>alg</c> of its JWK), null when any of its family will do.</summary>
    public KeyAlgorithm? Algorithm { get; init; }
}

/// <summary>The public keys of a partner.</summary>
/// <param name="Signing">What it may have signed with.</param>
/// <param name="Encryption">What answers may be encrypted to, newest first.</param>
internal sealed record PartnerKeySet(IReadOnlyList<PartnerKey> Signing, IReadOnlyList<PartnerEncryptionKey> Encryption)
{
    public static PartnerKeySet Empty { get; } = new([], []);
}
