using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Dci.CrvsApi.Keys;

/// <summary>P-256, for ES256 or for ECDH-ES: one shared object, since making one costs more than using it.</summary>
internal sealed class EcKeyMaterial(ECDsa ecdsa) : KeyMaterial
{
    private readonly Lazy<ECDiffieHellman> _agreement = new(() => ECDiffieHellman.Create(ecdsa.ExportParameters(includePrivateParameters: true)));

    public ECDsa EcDsa { get; } = ecdsa;

    /// <summary>The same pair, for agreeing on keys; a public half alone has none.</summary>
    public ECDiffieHellman Agreement => _agreement.Value;

    public override int SignatureLength => 64;

    public override byte[] ExportPrivate() => EcDsa.ExportPkcs8PrivateKey();

    public override void WritePublic(Utf8JsonWriter writer)
    {
        var point = EcDsa.ExportParameters(includePrivateParameters: false).Q;
        writer.WriteString("crv"u8, "P-256"u8);
        writer.WriteString("kty"u8, "EC"u8);
        writer.WriteString("x"u8, Base64Url.EncodeToString(point.X));
        writer.WriteString("y"u8, Base64Url.EncodeToString(point.Y));
    }

    public override void Sign(ReadOnlySpan<byte> data, Span<byte> signature)
    {
        if (!EcDsa.TrySignData(data, signature, HashAlgorithmName.SHA256, out var length) || length != SignatureLength)
            throw new CryptographicException("The ES256 signature did not come out whole.");
    }
}
