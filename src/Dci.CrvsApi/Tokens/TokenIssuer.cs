using Dci.CrvsApi.Partners;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tokens;

/// <summary>Makes access tokens (RFC 9068): who the partner is and what the token is for, nothing more.</summary>
internal sealed class TokenIssuer(ITokenKeys keys, IOptions<TokenOptions> options, TimeProvider clock)
{
    public const string Type = "at+jwt";

    private readonly JsonWebTokenHandler _writer = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>A token and its life in seconds.</summary>
    public (string Token, int ExpiresIn) Issue(Partner partner, IReadOnlyCollection<string> scopes)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var settings = options.Value;
        var token = _writer.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = settings.Issuer,
            Audience = settings.Audience,
            IssuedAt = now,
            Expires = now.AddSeconds(settings.LifetimeSeconds),
            SigningCredentials = keys.Current,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = partner.Id,
                ["client_id"] = partner.Id,
                ["scope"] = string.Join(' ', scopes),
                [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"),
            },
        });
        return (token, settings.LifetimeSeconds);
    }
}
