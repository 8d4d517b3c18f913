using System.Security.Cryptography;
using System.Text;

namespace Dci.CrvsApi.Keys;

/// <summary>
/// Keeps secrets unreadable in the database: AES-256-GCM under the key-encryption key,
/// bound to the name of what owns them, so that one sealed secret cannot be put in another's place.
/// </summary>
internal sealed class Seal
{
    public const int KeyLength = 32;

    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Overhead = 1 + NonceLength + TagLength;

    private readonly byte[] _key;

    public Seal(byte[] key) =>
        _key = key.Length == KeyLength ? key : throw new ArgumentException($"A key-encryption key has {KeyLength} bytes.", nameof(key));

    /// <summary>Version, nonce, tag, then the sealed secret.</summary>
    public byte[] Close(ReadOnlySpan<byte> secret, string owner)
    {
        var box = new byte[Overhead + secret.Length];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(nonce, secret, box.AsSpan(Overhead), box.AsSpan(1 + NonceLength, TagLength), Encoding.UTF8.GetBytes(owner));
        return box;
    }

    /// <summary>Null when it was sealed under another key or for another owner, or was changed since.</summary>
    public byte[]? Open(ReadOnlySpan<byte> box, string owner)
    {
        if (box.Length < Overhead || box[0] != Version)
            return null;

        var secret = new byte[box.Length - Overhead];
        using var aes = new AesGcm(_key, TagLength);
        try
        {
            aes.Decrypt(box.Slice(1, NonceLength), box[Overhead..], box.Slice(1 + NonceLength, TagLength), secret, Encoding.UTF8.GetBytes(owner));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
