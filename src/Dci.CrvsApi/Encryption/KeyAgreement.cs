using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dci.CrvsApi.Encryption;

/// <summary>The key that both sides of an agreement come to (RFC 7518 §4.6): ECDH on P-256, then the derivation of NIST SP 800-56A §5.8.2.1.</summary>
internal static class KeyAgreement
{
    /// <summary>Fills the key.</summary>
    /// <param name="algorithm"><c>enc</c> when the key is the content key, else <c>alg</c>.</param>
    /// <param name="key">At most 32 bytes: one turn of the hash.</param>
    public static void Derive(ECDiffieHellman mine, ECDiffieHellmanPublicKey theirs, string algorithm, ReadOnlySpan<byte> partyU, ReadOnlySpan<byte> partyV, Span<byte> key)
    {
        var secret = mine.DeriveRawSecretAgreement(theirs);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, 1);
        hash.AppendData(secret);
        AppendWithLength(hash, Encoding.ASCII.GetBytes(algorithm));
        AppendWithLength(hash, partyU);
        AppendWithLength(hash, partyV);
        Append(hash, key.Length * 8);
        Span<byte> derived = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(derived);
        derived[..key.Length].CopyTo(key);
        CryptographicOperations.ZeroMemory(derived);
        CryptographicOperations.ZeroMemory(secret);
    }

    private static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void AppendWithLength(IncrementalHash hash, ReadOnlySpan<byte> data)
    {
        Append(hash, data.Length);
        hash.AppendData(data);
    }
}
