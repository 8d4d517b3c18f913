using Dci.CrvsApi.Messaging;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tokens;

/// <summary>How a request without a good token is turned away (RFC 6750 §3).</summary>
internal static class TokenChallenge
{
    /// <summary>Puts the challenge on the response and gives the failure to write. <paramref name="reason"/> is null when there was no token at all.</summary>
    public static Failure Challenge(this HttpResponse response, Exception? reason)
    {
        var (error, detail) = reason switch
        {
            null => (null, "A bearer token is needed. Get one at POST /oauth2/client/token."),
            SecurityTokenExpiredException => ("The token has expired", "The token has expired. Get a new one."),
            _ => ("The token is not valid", "The token is not valid here. Get a new one."),
        };
        response.Headers.WWWAuthenticate = error is null
            ? "Bearer realm=\"crvs\""
            : $"Bearer realm=\"crvs\", error=\"invalid_token\", error_description=\"{error}\"";
        return new Failure(StatusCodes.Status401Unauthorized, "err.request.unauthorized", detail);
    }

    /// <summary>As <see cref="Challenge"/>, for a token whose scopes do not reach.</summary>
    public static Failure WantScope(this HttpResponse response, string scope)
    {
        response.Headers.WWWAuthenticate = $"Bearer realm=\"crvs\", error=\"insufficient_scope\", scope=\"{scope}\"";
        return new Failure(StatusCodes.Status403Forbidden, "err.request.forbidden", $"The token does not have the scope {scope}.");
    }
}
