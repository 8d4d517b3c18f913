using System.Buffers.Text;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Dci.CrvsApi.Keys;

/// <summary>Ed25519 (RFC 8032), which .NET itself does not have.</summary>
internal sealed class Ed25519KeyMaterial : KeyMaterial
{
    public const int SeedLength = 32;

    private readonly Ed25519PrivateKeyParameters _key;
    private readonly byte[] _public;

    public Ed25519KeyMaterial(byte[] seed)
    {
        _key = new Ed25519PrivateKeyParameters(seed);
        _public = _key.GeneratePublicKey().GetEncoded();
    }

    public ReadOnlyMemory<byte> PublicKey => _public;

    public override int SignatureLength => Ed25519.SignatureSize;

    public override byte[] ExportPrivate() => _key.GetEncoded();

    public override void WritePublic(Utf8JsonWriter writer)
    {
        writer.WriteString("crv"u8, "Ed25519"u8);
        writer.WriteString("kty"u8, "OKP"u8);
        writer.WriteString("x"u8, Base64Url.EncodeToString(_public));
    }

    public override void Sign(ReadOnlySpan<byte> data, Span<byte> signature) =>
        _key.Sign(Ed25519.Algorithm.Ed25519, null, data, signature[..SignatureLength]);
}
