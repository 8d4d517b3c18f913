using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Signing;

namespace Dci.CrvsApi.Encryption;

/// <summary>
/// A JWE in flattened JSON (RFC 7516 §7.2.2), read and not yet opened. The standard leaves its header unprotected, in <c>header</c>;
/// what other libraries write, <c>protected</c> and <c>aad</c>, is read too.
/// </summary>
internal sealed record FlattenedJwe
{
    public const int IvLength = 12;

    public const int TagLength = 16;

    private const int LongestProtected = 4096;

    public required JweHeader Header { get; init; }

    /// <summary>Empty when the content key is agreed on and not sent.</summary>
    public required byte[] EncryptedKey { get; init; }

    public required byte[] Iv { get; init; }

    public required byte[] Ciphertext { get; init; }

    public required byte[] Tag { get; init; }

    /// <summary>What the tag covers besides the ciphertext (RFC 7516 §5.1, step 14); empty in the form of the standard.</summary>
    public required byte[] AdditionalData { get; init; }

    /// <summary>Whether a message is meant to be encrypted.</summary>
    public static bool Is(JsonElement message) => message.TryGetProperty("ciphertext"u8, out _);

    /// <summary>Names the ciphertext whatever stands around it: SHA-256 over encrypted key, initialisation vector and tag.</summary>
    public byte[] Digest() => SHA256.HashData([.. EncryptedKey, .. Iv, .. Tag]);

    /// <summary>The message as a JWE, or null and what is wrong with its form.</summary>
    public static FlattenedJwe? Read(JsonElement message, out string fault)
    {
        fault = "an encrypted message is one flattened JWE, whose protected header, if any, is a JSON object in base64url";
        if (message.TryGetProperty("recipients"u8, out _) || !TryReadProtected(message, out var protectedText, out var protectedHeader))
            return null;

        fault = "header, protected and unprotected of an encrypted message are objects that share no member";
        if (JoseHeader.Of(Parts(message, protectedHeader)) is not { } members || JweHeader.Read(members, out fault) is not { } header)
            return null;

        fault = "aad must be base64url";
        if (AdditionalDataOf(message, protectedText) is not { } additional)
            return null;

        fault = "encrypted_key must be base64url, and absent when the key is agreed on by ECDH-ES";
        if (EncryptedKeyOf(message) is not { } encryptedKey || encryptedKey.Length == 0 != (header.Algorithm is KeyAlgorithm.EcdhEs))
            return null;

        fault = $"iv, ciphertext and tag must be base64url without padding, iv of {IvLength} bytes and tag of {TagLength}";
        return Bytes(message, "iv"u8) is { Length: IvLength } iv && Bytes(message, "tag"u8) is { Length: TagLength } tag && Bytes(message, "ciphertext"u8) is { } ciphertext
            ? new FlattenedJwe { Header = header, EncryptedKey = encryptedKey, Iv = iv, Ciphertext = ciphertext, Tag = tag, AdditionalData = additional }
            : null;
    }

    private static bool TryReadProtected(JsonElement message, out string text, out JsonElement? header)
    {
        (text, header) = ("", null);
        if (!IsGiven(message, "protected"u8, out var value))
            return true;
        if (value.ValueKind is not JsonValueKind.String)
            return false;
        text = value.GetString()!;
        if (text.Length > LongestProtected || !Base64Text.TryReadUrl(text, out var bytes) || !StrictJson.TryParse(bytes, out var document, out _))
            return false;
        using (document)
            header = document.RootElement.Clone();
        return true;
    }

    private static IEnumerable<JsonElement> Parts(JsonElement message, JsonElement? protectedHeader)
    {
        if (protectedHeader is { } part)
            yield return part;
        if (IsGiven(message, "unprotected"u8, out var unprotected))
            yield return unprotected;
        if (IsGiven(message, "header"u8, out var header))
            yield return header;
    }

    private static byte[]? AdditionalDataOf(JsonElement message, string protectedText)
    {
        if (!IsGiven(message, "aad"u8, out var aad))
            return Encoding.ASCII.GetBytes(protectedText);
        return Bytes(message, "aad"u8) is null ? null : Encoding.ASCII.GetBytes($"{protectedText}.{aad.GetString()}");
    }

    private static byte[]? EncryptedKeyOf(JsonElement message) => IsGiven(message, "encrypted_key"u8, out _) ? Bytes(message, "encrypted_key"u8) : [];

    private static bool IsGiven(JsonElement message, ReadOnlySpan<byte> name, out JsonElement value) =>
        message.TryGetProperty(name, out value) && value.ValueKind is not JsonValueKind.Null && !(value.ValueKind is JsonValueKind.String && value.ValueEquals(""u8));

    private static byte[]? Bytes(JsonElement message, ReadOnlySpan<byte> name)
    {
        if (!message.TryGetProperty(name, out var value) || value.ValueKind is not JsonValueKind.String)
            return null;

        // A long ciphertext is not made a string of first. Nothing in base64url has to be escaped, so nothing that is, is.
        return Base64Text.TryReadUrl(JsonMarshal.GetRawUtf8Value(value)[1..^1], out var bytes) ? bytes : null;
    }
}
