using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Keys;

/// <summary>The key sets as partners fetch them, rendered once. The readers contradict each other, hence more than one.</summary>
internal sealed class PublishedKeys
{
    public PublishedKeys(KeyRing ring, string senderId, DateTimeOffset now)
    {
        var published = ring.Keys
            .Where(key => key.Use is "sig" or "enc" && key.IsPublishedAt(now))
            .OrderByDescending(key => key.PublishedAt)
            .ToList();
        // Some readers take the first key for encryption there is, and RSA is the kind that all can use.
        Common = Render(published
            .OrderByDescending(key => key.Use, StringComparer.Ordinal)
            .ThenBy(key => key.Use == KeyPurpose.Encryption.Use && key.Material is EcKeyMaterial)
            .Select(key => (key, key.KeyId)));

        // Its reader takes exactly two RSA keys, so the set turns over in the moment in which the next key starts to sign.
        ServerKey?[] pair = [ring.Find("sig", "RS256", now), ring.Find(KeyPurpose.Encryption.Use, KeyPurpose.Encryption.Algorithm, now)];
        RegistryStack = Render(pair.OfType<ServerKey>().Select(key => (key, key.KeyId)));

        // Its reader takes the first key of our sender id, when a person presses a button.
        OpenSpp = Render(published.Where(key => key.Algorithm == "EdDSA").Select(key => (key, PartyKeyId(senderId, key))));
    }

    /// <summary>Every key for signatures and encryption.</summary>
    public KeySetDocument Common { get; }

    /// <summary>The RS256 key that signs now and the encryption key.</summary>
    public KeySetDocument RegistryStack { get; }

    /// <summary>The Ed25519 keys, newest first, under ids of the form <c>sender|key|ed25519</c>.</summary>
    public KeySetDocument OpenSpp { get; }

    /// <summary>The id of an Ed25519 key in the standard's parameter form.</summary>
    public static string PartyKeyId(string senderId, ServerKey key) => $"{senderId}|{key.KeyId}|ed25519";

    private static KeySetDocument Render(IEnumerable<(ServerKey Key, string KeyId)> keys)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, WireJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys"u8);
            foreach (var (key, keyId) in keys)
                key.WriteJwk(writer, keyId);

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        var bytes = json.ToArray();
        return new KeySetDocument(bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..16])}\"");
    }
}

/// <summary>A JWKS as it goes out, with its strong entity tag.</summary>
internal sealed record KeySetDocument(ReadOnlyMemory<byte> Json, string ETag);
