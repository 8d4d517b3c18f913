using System.Numerics;
using System.Security.Cryptography;
using Dci.CrvsApi.Partners;
using Curve25519 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Dci.CrvsApi.Signing;

/// <summary>Makes a partner's key from its numbers, if they are a key that is safe to believe.</summary>
internal static class PublicKeys
{
    private const int CoordinateLength = 32;

    public static PartnerKey? Rsa(byte[] modulus, byte[] exponent, out string fault)
    {
        fault = $"an RSA key needs n of {PartnerKeyReader.SmallestRsaBits} to {PartnerKeyReader.LargestRsaBits} bits";
        var n = new BigInteger(modulus, isUnsigned: true, isBigEndian: true);
        if (n.GetBitLength() is < PartnerKeyReader.SmallestRsaBits or > PartnerKeyReader.LargestRsaBits || n.IsEven)
            return null;

        // An exponent of 1 would make every message its own signature.
        fault = "an RSA key needs an odd exponent e from 3 to 2^32";
        var e = new BigInteger(exponent, isUnsigned: true, isBigEndian: true);
        if (e < 3 || e > uint.MaxValue || e.IsEven)
            return null;

        return Import(() => RSA.Create(new RSAParameters { Modulus = Minimal(n), Exponent = Minimal(e) }), rsa => new PartnerKey(null, rsa, null, null), "the RSA key cannot be used", out fault);
    }

    public static PartnerKey? EcDsa(string? curve, byte[] x, byte[] y, out string fault)
    {
        fault = "an EC key must be on P-256, with x and y of 32 bytes";
        if (curve != "P-256" || x.Length != CoordinateLength || y.Length != CoordinateLength)
            return null;

        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } };
        return Import(() => ECDsa.Create(parameters), ecdsa => new PartnerKey(null, null, ecdsa, null), "the point is not on P-256", out fault);
    }

    public static PartnerKey? Ed25519(string? curve, byte[] x, out string fault)
    {
        fault = "an OKP key must be Ed25519, with x of 32 bytes that is a point of full order";
        return curve == "Ed25519" && x.Length == Curve25519.PublicKeySize && Curve25519.ValidatePublicKeyFull(x, 0)
            ? new PartnerKey(null, null, null, x)
            : null;
    }

    private static PartnerKey? Import<T>(Func<T> import, Func<T, PartnerKey> key, string complaint, out string fault)
    {
        fault = complaint;
        try
        {
            return key(import());
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Minimal(BigInteger number) => number.ToByteArray(isUnsigned: true, isBigEndian: true);
}
