using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Dci.CrvsApi.Tokens;

/// <summary>How JwtBearer is set up: tokens are judged by <see cref="AccessTokenHandler"/>, and whoever has none gets the one error body.</summary>
internal static class BearerScheme
{
    public static void Configure(JwtBearerOptions options, AccessTokenHandler handler, FailureWriter failures)
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(handler);
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = TakeBareToken,
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

    // The G2P Connect reference client sends the token without a scheme before it.
    private static Task TakeBareToken(MessageReceivedContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count == 1 && header[0] is { } value && value.StartsWith("eyJ", StringComparison.Ordinal) && !value.Contains(' ', StringComparison.Ordinal))
            context.Token = value;
        return Task.CompletedTask;
    }
}
