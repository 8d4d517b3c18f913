using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WebhookReceiver;

/// <summary>
/// An encrypted message: a flattened JWE with nothing but the unprotected header, as the standard writes it (RSA-OAEP-256, A256GCM).
/// Without a protected header there is nothing to authenticate besides the text (RFC 7516 §5.1).
/// </summary>
public static class Jwe
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static JsonObject Encrypt(string message, RSA recipient, string keyId)
    {
        var (key, nonce, tag) = (RandomNumberGenerator.GetBytes(KeySize), RandomNumberGenerator.GetBytes(NonceSize), new byte[TagSize]);
        var text = Encoding.UTF8.GetBytes(message);
        var cipher = new byte[text.Length];
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, text, cipher, tag);
        return new JsonObject
        {
            ["header"] = new JsonObject { ["alg"] = "RSA-OAEP-256", ["enc"] = "A256GCM", ["kid"] = keyId },
            ["encrypted_key"] = Base64Url.EncodeToString(recipient.Encrypt(key, RSAEncryptionPadding.OaepSHA256)),
            ["iv"] = Base64Url.EncodeToString(nonce),
            ["ciphertext"] = Base64Url.EncodeToString(cipher),
            ["tag"] = Base64Url.EncodeToString(tag),
        };
    }

    /// <summary>The message in clear, null when it was not encrypted to us or was changed on the way.</summary>
    public static JsonElement? Decrypt(JsonElement message, OwnKeys keys)
    {
        try
        {
            var header = message.GetProperty("header");
            if (!header.GetProperty("alg").ValueEquals("RSA-OAEP-256") || !header.GetProperty("enc").ValueEquals("A256GCM") || !header.GetProperty("kid").ValueEquals(keys.EncryptionKeyId))
                return null;
            using var aes = new AesGcm(keys.Encryption.Decrypt(Bytes(message, "encrypted_key"), RSAEncryptionPadding.OaepSHA256), TagSize);
            var cipher = Bytes(message, "ciphertext");
            var text = new byte[cipher.Length];
            aes.Decrypt(Bytes(message, "iv"), cipher, Bytes(message, "tag"), text);
            return JsonElement.Parse(text);
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or ArgumentException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[] Bytes(JsonElement message, string member) => Base64Url.DecodeFromChars(message.GetProperty(member).GetString());
}
