using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Benchmarks.Floor;

/// <summary>The token check of the floor: a JWT is validated once, then known by its SHA-256 until it expires.</summary>
internal sealed class FloorTokens(ECDsa key, TimeProvider clock)
{
    private readonly ConcurrentDictionary<UInt128, DateTimeOffset> _known = new();
    private readonly JsonWebTokenHandler _handler = new();
    private readonly TokenValidationParameters _rules = new()
    {
        ValidIssuer = FloorSettings.Issuer,
        ValidAudience = FloorSettings.Issuer,
        IssuerSigningKey = new ECDsaSecurityKey(key),
        ValidTypes = ["at+jwt"],
    };

    public static string Issue(ECDsa key, TimeProvider clock) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = FloorSettings.Issuer,
        Audience = FloorSettings.Issuer,
        TokenType = "at+jwt",
        Expires = clock.GetUtcNow().UtcDateTime.AddHours(6),
        SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256),
    });

    public async ValueTask<bool> IsGoodAsync(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.Ordinal))
            return false;
        var digest = DigestOf(authorization);
        if (_known.TryGetValue(digest, out var expires))
            return clock.GetUtcNow() < expires;
        var result = await _handler.ValidateTokenAsync(authorization["Bearer ".Length..], _rules);
        if (result.IsValid)
            _known[digest] = result.SecurityToken.ValidTo;
        return result.IsValid;
    }

    private static UInt128 DigestOf(string authorization)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(authorization), digest);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
