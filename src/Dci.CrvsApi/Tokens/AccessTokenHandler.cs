using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tokens;

/// <summary>What the bearer scheme asks about a token: known to be good, or judged by the authority that it claims to come from.</summary>
internal sealed class AccessTokenHandler(GoodTokens known, IEnumerable<ITokenAuthority> authorities) : TokenHandler
{
    private static readonly TokenValidationResult Unreadable = Refuse("The token is not a JWT.");
    private static readonly TokenValidationResult Stranger = Refuse("The token's issuer is not known.");

    private readonly ITokenAuthority[] _authorities = [.. authorities];

    /// <summary>The rules of the authority count, not <paramref name="validationParameters"/>.</summary>
    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (token.Length > AccessTokens.MaxLength)
            return Task.FromResult(Unreadable);
        var digest = TokenDigest.Of(token);
        return known.Find(digest) is { } good ? Task.FromResult(good) : JudgeAsync(token, digest);
    }

    private async Task<TokenValidationResult> JudgeAsync(string token, TokenDigest digest)
    {
        if (Read(token) is not { } read)
            return Unreadable;
        if (Array.Find(_authorities, authority => authority.Claims(read)) is not { } authority)
            return Stranger;
        var result = await authority.ValidateAsync(read);
        if (result.IsValid)
            known.Remember(digest, result);
        return result;
    }

    private static JsonWebToken? Read(string token)
    {
        try
        {
            return new JsonWebToken(token);
        }
        catch (Exception broken) when (broken is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    private static TokenValidationResult Refuse(string reason) => new() { Exception = new SecurityTokenException(reason) };
}
