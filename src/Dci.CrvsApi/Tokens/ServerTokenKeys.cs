using Dci.CrvsApi.Keys;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tokens;

/// <summary>The token keys among the server's own, in the form that the token library takes; made again only when the ring changed.</summary>
internal sealed class ServerTokenKeys(ServerKeys keys, TimeProvider clock) : ITokenKeys
{
    private const string Use = "token";
    private const string Algorithm = SecurityAlgorithms.EcdsaSha256;

    private volatile Made? _made;

    public SigningCredentials Current
    {
        get
        {
            var made = Now();
            var signer = made.Ring.Find(Use, Algorithm, clock.GetUtcNow()) ?? throw new InvalidOperationException("The server has no active token key.");
            return new SigningCredentials(made.Keys[signer.KeyId], Algorithm);
        }
    }

    public IEnumerable<SecurityKey> All
    {
        get
        {
            var made = Now();
            return made.Ring.Keys
                .Where(key => made.Keys.ContainsKey(key.KeyId) && !key.IsRetiredAt(clock.GetUtcNow()))
                .Select(key => made.Keys[key.KeyId]);
        }
    }

    private Made Now()
    {
        var ring = keys.Ring;
        return _made is { } made && ReferenceEquals(made.Ring, ring) ? made : _made = Make(ring);
    }

    private static Made Make(KeyRing ring) => new(ring, ring.Keys
        .Where(key => key.Use == Use && key.Material is EcKeyMaterial)
        .ToDictionary(
            key => key.KeyId,
            SecurityKey (key) => new ECDsaSecurityKey(((EcKeyMaterial)key.Material).EcDsa) { KeyId = key.KeyId },
            StringComparer.Ordinal));

    private sealed record Made(KeyRing Ring, IReadOnlyDictionary<string, SecurityKey> Keys);
}
