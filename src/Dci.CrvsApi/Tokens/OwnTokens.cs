using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tokens;

/// <summary>Tokens that this server gave out itself.</summary>
internal sealed class OwnTokens : ITokenAuthority
{
    private readonly JsonWebTokenHandler _reader = new();
    private readonly TokenValidationParameters _rules;

    public OwnTokens(ITokenKeys keys, IOptions<TokenOptions> options, TimeProvider clock)
    {
        _rules = new TokenValidationParameters
        {
            ValidIssuer = options.Value.Issuer,
            ValidAudience = options.Value.Audience,
            ValidTypes = [TokenIssuer.Type],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeyResolver = (_, _, keyId, _) => keys.All.Where(key => key.KeyId == keyId),
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = TokenLifetime.Rule(clock, TimeSpan.Zero),
        };
    }

    public bool Claims(JsonWebToken token) => token.Issuer == _rules.ValidIssuer;

    public async Task<TokenValidationResult> ValidateAsync(JsonWebToken token)
    {
        var result = await _reader.ValidateTokenAsync(token, _rules);
        return result.IsValid
            ? new TokenValidationResult
            {
                IsValid = true,
                SecurityToken = token,
                ClaimsIdentity = new TokenIdentity(token.Subject, Scopes.Split(token.TryGetPayloadValue<string>("scope", out var scope) ? scope : null)),
            }
            : result;
    }
}
