using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tokens;

/// <summary>Tokens of the external OpenID provider, judged by the keys last read from it. A claim names the partner.</summary>
internal sealed class ExternalTokens(ExternalProvider provider, IOptions<TokenOptions> options, TimeProvider clock) : ITokenAuthority
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private readonly JsonWebTokenHandler _reader = new();

    public bool Claims(JsonWebToken token) => provider.Current is { } metadata && token.Issuer == metadata.Issuer;

    public async Task<TokenValidationResult> ValidateAsync(JsonWebToken token)
    {
        if (provider.Current is not { } metadata || options.Value.External is not { } settings)
            return Refuse("The provider of the token is not known.");
        var result = await _reader.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = metadata.Issuer,
            ValidAudience = settings.Audience,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = metadata.SigningKeys,
            LifetimeValidator = TokenLifetime.Rule(clock, Skew),
        });
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            provider.AskAgain();
        if (!result.IsValid)
            return result;
        return token.TryGetPayloadValue<string>(settings.ClientIdClaim, out var partnerId) && !string.IsNullOrEmpty(partnerId)
            ? new TokenValidationResult { IsValid = true, SecurityToken = token, ClaimsIdentity = new TokenIdentity(partnerId, ScopesOf(token)) }
            : Refuse("The token names no client.");
    }

    // RFC 9068 writes one text; some providers an array, under scp.
    private static IEnumerable<string> ScopesOf(JsonWebToken token) =>
        token.Claims.Where(claim => claim.Type is "scope" or "scp").SelectMany(claim => Scopes.Split(claim.Value));

    private static TokenValidationResult Refuse(string reason) => new() { Exception = new SecurityTokenException(reason) };
}
