using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Keys;

namespace Dci.CrvsApi.Partners;

/// <summary>A fresh ES256 key pair for a partner that the server makes itself, both halves as JWK.</summary>
internal sealed record TrialKey(JsonElement PublicJwk, string PrivateJwk)
{
    public static TrialKey Generate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var document = JsonDocument.Parse(Jwk(key, withPrivate: false));
        return new TrialKey(document.RootElement.Clone(), Encoding.UTF8.GetString(Jwk(key, withPrivate: true)));
    }

    private static byte[] Jwk(ECDsa key, bool withPrivate)
    {
        var material = new EcKeyMaterial(key);
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            material.WritePublic(writer);
            writer.WriteString("kid"u8, material.Thumbprint());
            writer.WriteString("use"u8, "sig"u8);
            writer.WriteString("alg"u8, "ES256"u8);
            if (withPrivate)
                writer.WriteString("d"u8, Base64Url.EncodeToString(key.ExportParameters(includePrivateParameters: true).D));
            writer.WriteEndObject();
        }

        return json.ToArray();
    }
}
