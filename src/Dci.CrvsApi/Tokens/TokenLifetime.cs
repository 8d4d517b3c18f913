using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tokens;

/// <summary>The time rules of tokens, by the injected clock: an end is required.</summary>
internal static class TokenLifetime
{
    public static LifetimeValidator Rule(TimeProvider clock, TimeSpan skew) => (notBefore, expires, _, _) =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (expires is null)
            throw new SecurityTokenNoExpirationException("The token has no end.");
        if (expires + skew <= now)
            throw new SecurityTokenExpiredException("The token has expired.");
        return notBefore is null || notBefore - skew <= now;
    };
}
