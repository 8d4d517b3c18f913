using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Dci.CrvsApi.Keys;

/// <summary>RSA of 2048 bits, for RS256 or for RSA-OAEP-256: larger ones sign six times slower.</summary>
internal sealed class RsaKeyMaterial(RSA rsa) : KeyMaterial
{
    public const int Bits = 2048;

    public RSA Rsa { get; } = rsa;

    public override int SignatureLength => Rsa.KeySize / 8;

    public override byte[] ExportPrivate() => Rsa.ExportPkcs8PrivateKey();

    public override void WritePublic(Utf8JsonWriter writer)
    {
        var numbers = Rsa.ExportParameters(includePrivateParameters: false);
        writer.WriteString("e"u8, Base64Url.EncodeToString(numbers.Exponent));
        writer.WriteString("kty"u8, "RSA"u8);
        writer.WriteString("n"u8, Base64Url.EncodeToString(numbers.Modulus));
    }

    public override void Sign(ReadOnlySpan<byte> data, Span<byte> signature)
    {
        if (!Rsa.TrySignData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, out var length) || length != SignatureLength)
            throw new CryptographicException("The RS256 signature did not come out whole.");
    }
}
