using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Signing;

/// <summary>Reads one PEM block that holds a SubjectPublicKeyInfo.</summary>
internal static class PemReader
{
    private const string RsaOid = "1.2.840.113549.1.1.1";
    private const string EcOid = "1.2.840.10045.2.1";
    private const string Ed25519Oid = "1.3.101.112";

    public static PartnerKey? Read(string label, ReadOnlySpan<char> base64, string? keyId, out string fault)
    {
        fault = label.Contains("PRIVATE", StringComparison.Ordinal)
            ? "this is a private key; register the public one and replace the key pair, since it has been shown"
            : $"a block labelled {label} is not read; expected PUBLIC KEY";
        if (label != "PUBLIC KEY")
            return null;

        try
        {
            var key = PublicKey.CreateFromSubjectPublicKeyInfo(Convert.FromBase64String(base64.ToString()), out _);
            return Read(key, out fault) is { } read ? read with { KeyId = keyId } : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            fault = "the PUBLIC KEY block is not a SubjectPublicKeyInfo";
            return null;
        }
    }

    private static PartnerKey? Read(PublicKey key, out string fault)
    {
        switch (key.Oid.Value)
        {
            case RsaOid:
                using (var rsa = key.GetRSAPublicKey()!)
                {
                    var numbers = rsa.ExportParameters(includePrivateParameters: false);
                    return PublicKeys.Rsa(numbers.Modulus!, numbers.Exponent!, out fault);
                }

            case EcOid:
                using (var ecdsa = key.GetECDsaPublicKey()!)
                {
                    var point = ecdsa.ExportParameters(includePrivateParameters: false);
                    return PublicKeys.EcDsa(ecdsa.KeySize == 256 && point.Curve.Oid.Value == "1.2.840.10045.3.1.7" ? "P-256" : null, point.Q.X!, point.Q.Y!, out fault);
                }

            case Ed25519Oid:
                return PublicKeys.Ed25519("Ed25519", key.EncodedKeyValue.RawData, out fault);
            default:
                fault = "the key must be RSA, P-256 or Ed25519";
                return null;
        }
    }
}
