using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Dci.CrvsApi.Encryption;

/// <summary>Encrypts a message in the form of the standard: a flattened JWE with all that it says of itself in the unprotected <c>header</c>.</summary>
internal static class JweWriter
{
    /// <summary>Writes the JWE as one JSON value. Each has a content key and an initialisation vector of its own.</summary>
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> message, AnswerKey key)
    {
        var contentKey = ContentKey.Make(key);
        var iv = RandomNumberGenerator.GetBytes(FlattenedJwe.IvLength);
        var ciphertext = new byte[message.Length];
        var tag = new byte[FlattenedJwe.TagLength];
        using (var aes = new AesGcm(contentKey.Key, FlattenedJwe.TagLength))
            aes.Encrypt(iv, message, ciphertext, tag);
        CryptographicOperations.ZeroMemory(contentKey.Key);

        writer.WriteStartObject();
        WriteHeader(writer, key, contentKey.EphemeralKey);
        // RFC 7516 §7.2.1: there is none when the key is agreed on.
        if (contentKey.Encrypted.Length > 0)
            WriteBytes(writer, "encrypted_key"u8, contentKey.Encrypted);
        WriteBytes(writer, "iv"u8, iv);
        WriteBytes(writer, "ciphertext"u8, ciphertext);
        WriteBytes(writer, "tag"u8, tag);
        writer.WriteEndObject();
    }

    private static void WriteHeader(Utf8JsonWriter writer, AnswerKey key, ECPoint? ephemeralKey)
    {
        writer.WriteStartObject("header"u8);
        writer.WriteString("alg"u8, key.Algorithm.ToJwa());
        writer.WriteString("enc"u8, AnswerKey.Content.ToJwa());
        writer.WriteString("kid"u8, key.Key.KeyId);
        if (ephemeralKey is { } point)
        {
            writer.WriteStartObject("epk"u8);
            writer.WriteString("kty"u8, "EC"u8);
            writer.WriteString("crv"u8, "P-256"u8);
            WriteBytes(writer, "x"u8, point.X);
            WriteBytes(writer, "y"u8, point.Y);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> bytes)
    {
        var text = new byte[Base64Url.GetEncodedLength(bytes.Length)];
        Base64Url.EncodeToUtf8(bytes, text);
        writer.WriteString(name, text);
    }
}
