using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Keys;

/// <summary>One of the server's own keys, unsealed, with what is needed on every signature made ready.</summary>
internal sealed class ServerKey
{
    private readonly StoredKey _stored;

    public ServerKey(StoredKey stored, KeyMaterial material)
    {
        _stored = stored;
        Material = material;
        JwsHeader = Encoding.ASCII.GetBytes(Base64Url.EncodeToString(Encoding.ASCII.GetBytes($$"""{"alg":"{{stored.Algorithm}}","kid":"{{stored.KeyId}}"}""")));
    }

    public KeyMaterial Material { get; }

    public string KeyId => _stored.KeyId;

    public string Use => _stored.Use;

    public string Algorithm => _stored.Algorithm;

    public DateTimeOffset PublishedAt => _stored.PublishedAt;

    public DateTimeOffset ActiveFrom => _stored.ActiveFrom;

    public DateTimeOffset? RetiresAt => _stored.RetiresAt;

    /// <summary>The protected header of a JWS by this key, already in base64url.</summary>
    public ReadOnlyMemory<byte> JwsHeader { get; }

    public bool IsPublishedAt(DateTimeOffset now) => PublishedAt <= now && !IsRetiredAt(now);

    public bool IsActiveAt(DateTimeOffset now) => ActiveFrom <= now && !IsRetiredAt(now);

    public bool IsRetiredAt(DateTimeOffset now) => RetiresAt <= now;

    /// <summary>The public half as a JWK, under the id that the reader expects.</summary>
    public void WriteJwk(Utf8JsonWriter writer, string keyId)
    {
        writer.WriteStartObject();
        writer.WriteString("kid"u8, keyId);
        writer.WriteString("use"u8, Use);
        writer.WriteString("alg"u8, Algorithm);
        Material.WritePublic(writer);
        writer.WriteEndObject();
    }
}
