using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tokens;

/// <summary>From a request's token to the partner behind it. Nothing is looked up before the token is found good.</summary>
internal sealed class CallerReader(PartnerDirectory directory)
{
    private static readonly SecurityTokenException NotNow = new("The partner is not known or not enabled.");

    /// <summary>The caller; or a failure, with its challenge already on the response. A null scope asks for none.</summary>
    public async ValueTask<Outcome<CallerIdentity>> ReadAsync(HttpContext context, string? scope, CancellationToken cancellationToken)
    {
        var authenticated = await context.AuthenticateAsync(AccessTokens.Scheme);
        if (authenticated.Principal?.Identity is not TokenIdentity token)
            return context.Response.Challenge(authenticated.Failure);
        if (await directory.FindAsync(token.PartnerId, cancellationToken) is not { Partner: { Disabled: false } partner })
            return context.Response.Challenge(NotNow);
        var caller = new CallerIdentity(partner, token);
        return scope is null || caller.Has(scope) ? caller : context.Response.WantScope(scope);
    }
}
