using System.Security.Cryptography;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Tests.Partners;

/// <summary>Keys for registrations.</summary>
internal static class Keys
{
    public static string Pem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfoPem();
    }

    public static string Jwk() => TrialKey.Generate().PublicJwk.GetRawText();

    public static string PrivateJwk() => TrialKey.Generate().PrivateJwk;
}
