using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tokens;

/// <summary>How JwtBearer is set up: tokens are judged by <see cref="AccessTokenHandler"/>, and whoever has none gets the one error body.</summary>
internal static class BearerScheme
{
    public static void Configure(JwtBearerOptions options, AccessTokenHandler handler, FailureWriter failures, IOptions<ServerIdentity> server)
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(handler);
        options.Events = new JwtBearerEvents
        {
            // The G2P Connect reference client and MOSIP's send the token without a scheme before it.
            OnMessageReceived = new TokenCookie(server.Value).TakeAsync,
            OnChallenge = context =>
            {
                context.HandleResponse();
                return failures.WriteAsync(context.HttpContext, context.Response.Challenge(context.AuthenticateFailure));
            },
            OnForbidden = context => failures.WriteAsync(
                context.HttpContext,
                new Failure(StatusCodes.Status403Forbidden, "err.request.forbidden", "The token does not allow this.")),
        };
    }
}
