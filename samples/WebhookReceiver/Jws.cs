using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace WebhookReceiver;

/// <summary>The signature of an envelope: a compact JWS (ES256) whose payload is <c>{"header":…,"message":…}</c>.</summary>
public static class Jws
{
    public static string Sign(string payload, ECDsa key, string keyId)
    {
        var signed = Encode(JsonSerializer.Serialize(new { alg = "ES256", kid = keyId })) + "." + Encode(payload);
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
    }

    /// <summary>Whether the registry signed this envelope, and exactly this.</summary>
    public static async Task<bool> HoldsAsync(JsonElement envelope, RegistryKeys keys, CancellationToken cancellationToken)
    {
        if (Text(envelope, "signature")?.Split('.') is not [var head, var payload, var signature] || Decode(head) is not { } protectedHeader || Decode(payload) is not { } signed)
            return false;
        // The algorithm is ours to choose, the key the registry's: the message may only say which of its keys.
        if (Text(protectedHeader, "alg") != "ES256" || Text(protectedHeader, "kid") is not { } keyId || await keys.FindSigningAsync(keyId, cancellationToken) is not { } key)
            return false;
        return Base64Url.IsValid(signature)
            && key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{payload}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256)
            && Same(signed, envelope, "header")
            && Same(signed, envelope, "message");
    }

    private static bool Same(JsonElement signed, JsonElement envelope, string member) =>
        signed.TryGetProperty(member, out var one) && envelope.TryGetProperty(member, out var other) && JsonElement.DeepEquals(one, other);

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static JsonElement? Decode(string text)
    {
        try
        {
            var json = Base64Url.IsValid(text) ? JsonElement.Parse(Base64Url.DecodeFromChars(text)) : default;
            return json.ValueKind == JsonValueKind.Object ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement? json, string member) =>
        json is { } value && value.TryGetProperty(member, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
}
