using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Hosting;

namespace Dci.CrvsApi.Keys;

/// <summary>A key pair of one kind: how it signs, what its public half is called, how its private half is kept.</summary>
[SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "A key lives as long as the server; requests share it.")]
internal abstract class KeyMaterial
{
    /// <summary>The private half, as it is sealed.</summary>
    public abstract byte[] ExportPrivate();

    /// <summary>Writes the members that make the public key, in the order of RFC 7638 §3.2.</summary>
    public abstract void WritePublic(Utf8JsonWriter writer);

    /// <summary>Bytes of a signature.</summary>
    public abstract int SignatureLength { get; }

    /// <summary>Writes <see cref="SignatureLength"/> bytes.</summary>
    public abstract void Sign(ReadOnlySpan<byte> data, Span<byte> signature);

    /// <summary>The RFC 7638 thumbprint, which is the key's id.</summary>
    public string Thumbprint()
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            WritePublic(writer);
            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(SHA256.HashData(json.ToArray()));
    }

    public static KeyMaterial Generate(string algorithm) => algorithm switch
    {
        "ES256" or "ECDH-ES" or "ECDH-ES+A256KW" => new EcKeyMaterial(ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        "RS256" or "RSA-OAEP-256" => new RsaKeyMaterial(RSA.Create(RsaKeyMaterial.Bits)),
        "EdDSA" => new Ed25519KeyMaterial(RandomNumberGenerator.GetBytes(Ed25519KeyMaterial.SeedLength)),
        _ => throw Unknown(algorithm),
    };

    public static KeyMaterial Import(string algorithm, byte[] secret)
    {
        switch (algorithm)
        {
            case "ES256" or "ECDH-ES" or "ECDH-ES+A256KW":
                var ecdsa = ECDsa.Create();
                ecdsa.ImportPkcs8PrivateKey(secret, out _);
                return new EcKeyMaterial(ecdsa);
            case "RS256" or "RSA-OAEP-256":
                var rsa = RSA.Create();
                rsa.ImportPkcs8PrivateKey(secret, out _);
                return new RsaKeyMaterial(rsa);
            case "EdDSA":
                return new Ed25519KeyMaterial(secret);
            default:
                throw Unknown(algorithm);
        }
    }

    private static StartRefusedException Unknown(string algorithm) =>
        new($"The server has no keys for {algorithm}; it knows ES256, RS256 and EdDSA for signing and RSA-OAEP-256, ECDH-ES and ECDH-ES+A256KW for encryption.");
}
