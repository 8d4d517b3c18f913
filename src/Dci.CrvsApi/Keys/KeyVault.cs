using System.Security.Cryptography;
using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Keys;

/// <summary>Makes keys and puts them under seal, and opens them again.</summary>
internal sealed class KeyVault(Seal seal)
{
    public StoredKey Make(KeyPurpose purpose, DateTimeOffset publishedAt, DateTimeOffset activeFrom)
    {
        var material = KeyMaterial.Generate(purpose.Algorithm);
        var id = material.Thumbprint();
        var secret = material.ExportPrivate();
        var box = seal.Close(secret, Owner(id, purpose.Use, purpose.Algorithm));
        CryptographicOperations.ZeroMemory(secret);
        return new StoredKey(id, purpose.Use, purpose.Algorithm, box, publishedAt, activeFrom, RetiresAt: null);
    }

    public KeyMaterial Open(StoredKey stored)
    {
        var secret = seal.Open(stored.Sealed, Owner(stored.KeyId, stored.Use, stored.Algorithm)) ?? throw new StartRefusedException(
            $"The key {stored.KeyId} cannot be opened: the key-encryption key is not the one it was sealed under, or the row was changed. Check Keys:EncryptionKeyFile and Keys__EncryptionKey.");
        var material = KeyMaterial.Import(stored.Algorithm, secret);
        CryptographicOperations.ZeroMemory(secret);
        return material;
    }

    // With the use, so that a change of the row cannot put a key to another use.
    private static string Owner(string keyId, string use, string algorithm) => $"{use}|{algorithm}|{keyId}";
}

/// <summary>What a key is for: its use (<c>sig</c>, <c>enc</c>, <c>token</c>) and its algorithm.</summary>
internal sealed record KeyPurpose(string Use, string Algorithm)
{
    private static readonly string[] AgreementAlgorithms = ["ECDH-ES+A256KW", "ECDH-ES"];

    public static KeyPurpose Encryption { get; } = new("enc", "RSA-OAEP-256");

    public static KeyPurpose Token { get; } = new("token", "ES256");

    public static KeyPurpose Signature(string algorithm) => new("sig", algorithm);

    /// <summary>Everything the server needs a key for.</summary>
    public static IReadOnlyList<KeyPurpose> Needed(KeysOptions options) =>
        [.. options.SigningAlgorithms.Distinct(StringComparer.Ordinal).Select(Signature), Encryption, .. Agreement(options), Token];

    // One key on the curve does for both ways to agree.
    private static IEnumerable<KeyPurpose> Agreement(KeysOptions options) =>
        AgreementAlgorithms.Where(options.EncryptionAlgorithms.Contains).Take(1).Select(algorithm => new KeyPurpose("enc", algorithm));
}
