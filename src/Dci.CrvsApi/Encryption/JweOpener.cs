using System.Security.Cryptography;
using Dci.CrvsApi.Keys;

namespace Dci.CrvsApi.Encryption;

/// <summary>Opens a JWE. Whatever makes it fail, it fails at the tag and says no more than that.</summary>
internal static class JweOpener
{
    /// <summary>Whether a key of this kind can open what was encrypted in the algorithm.</summary>
    public static bool Serves(KeyMaterial key, KeyAlgorithm algorithm) => algorithm.IsAgreement() ? key is EcKeyMaterial : key is RsaKeyMaterial;

    /// <summary>The plain text, or null.</summary>
    public static byte[]? Open(FlattenedJwe jwe, KeyMaterial key)
    {
        Span<byte> contentKey = stackalloc byte[jwe.Header.Content.KeyLength()];
        // RFC 7516 §11.5: without the right key it goes on with a wrong one, so that nobody can tell from outside where it failed.
        RandomNumberGenerator.Fill(contentKey);
        TryReadKey(jwe, key, contentKey);
        var plain = new byte[jwe.Ciphertext.Length];
        using var aes = new AesGcm(contentKey, FlattenedJwe.TagLength);
        CryptographicOperations.ZeroMemory(contentKey);
        try
        {
            aes.Decrypt(jwe.Iv, jwe.Ciphertext, jwe.Tag, plain, jwe.AdditionalData);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Leaves the content key as it is when there is none to be had.</summary>
    private static void TryReadKey(FlattenedJwe jwe, KeyMaterial key, Span<byte> contentKey)
    {
        try
        {
            var found = (jwe.Header.Algorithm, key) switch
            {
                (KeyAlgorithm.RsaOaep256, RsaKeyMaterial rsa) => rsa.Rsa.Decrypt(jwe.EncryptedKey, RSAEncryptionPadding.OaepSHA256),
                (KeyAlgorithm.RsaOaep, RsaKeyMaterial rsa) => rsa.Rsa.Decrypt(jwe.EncryptedKey, RSAEncryptionPadding.OaepSHA1),
                (KeyAlgorithm.EcdhEs, EcKeyMaterial ec) => Agree(jwe.Header, ec, jwe.Header.Content.ToJwa(), contentKey.Length),
                (KeyAlgorithm.EcdhEsA256Kw, EcKeyMaterial ec) when jwe.EncryptedKey.Length == contentKey.Length + KeyWrap.Overhead => KeyWrap.Unwrap(Agree(jwe.Header, ec, jwe.Header.Algorithm.ToJwa(), 32), jwe.EncryptedKey),
                _ => null,
            };
            if (found?.Length == contentKey.Length)
                found.CopyTo(contentKey);
        }
        catch (CryptographicException)
        {
            // Padding, length, or a point that is not on the curve.
        }
    }

    private static byte[] Agree(JweHeader header, EcKeyMaterial key, string algorithm, int length)
    {
        using var sender = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = header.EphemeralKey!.Value });
        var agreed = new byte[length];
        KeyAgreement.Derive(key.Agreement, sender.PublicKey, algorithm, header.PartyU, header.PartyV, agreed);
        return agreed;
    }
}
