using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dci.CrvsApi.Partners;

/// <summary>
/// A partner's client secret: 32 random bytes, shown once, kept as SHA-256. Nobody can guess it, so a slow hash would only slow the token endpoint.
/// </summary>
internal static class ClientSecret
{
    private const int Length = 32;

    public static string Generate() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));

    public static byte[] DigestOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The digest as written in a registration, hexadecimal or base64url; null when it is neither.</summary>
    public static byte[]? ReadDigest(string text)
    {
        var digest = new byte[SHA256.HashSizeInBytes];
        if (text.Length == 2 * digest.Length)
            return Convert.FromHexString(text, digest, out _, out var written) == System.Buffers.OperationStatus.Done && written == digest.Length ? digest : null;
        return Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, digest, out var bytes) && bytes == digest.Length ? digest : null;
    }
}
