using System.Security.Cryptography;

namespace Dci.CrvsApi.Benchmarks.Partners;

/// <summary>A partner registered for a run, with the token it asks with.</summary>
/// <param name="Id">Also its sender id.</param>
/// <param name="Token">A bearer token good for the whole run.</param>
/// <param name="Key">What it signs with, null when it does not sign.</param>
internal sealed record BenchmarkPartner(string Id, string Token, SigningKey? Key);

/// <summary>A P-256 key and the id it is registered under.</summary>
internal sealed record SigningKey(string KeyId, ECDsa Key)
{
    public static SigningKey Create(string keyId) => new(keyId, ECDsa.Create(ECCurve.NamedCurves.nistP256));
}
