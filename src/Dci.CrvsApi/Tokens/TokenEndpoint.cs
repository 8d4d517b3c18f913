using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Tokens;

/// <summary><c>POST /oauth2/client/token</c>: the client credentials grant (RFC 6749 §4.4).</summary>
internal sealed partial class TokenEndpoint(
    TokenRequestReader reader,
    ClientRateLimit limit,
    ClientAuthenticator authenticator,
    TokenIssuer issuer,
    FailureWriter failures,
    ILogger<TokenEndpoint> logger)
{
    public const string Path = "/oauth2/client/token";

    public async Task HandleAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var (query, fault) = await reader.ReadAsync(context.Request, cancellationToken);
        if (query is null)
        {
            await RefuseAsync(context, fault!);
            return;
        }

        if (await limit.TakeAsync(query.ClientId, cancellationToken) is { } tooMany)
        {
            await failures.WriteAsync(context, tooMany);
            return;
        }

        if (await authenticator.AuthenticateAsync(query.ClientId, query.ClientSecret, cancellationToken) is not { } partner)
            await RefuseAsync(context, TokenFault.WrongClient(query.Basic));
        else if (GrantedScopes(partner, query.Scope, out fault) is { } scopes)
            await GrantAsync(context, partner, scopes);
        else
            await RefuseAsync(context, fault!);
    }

    private static IReadOnlyList<string>? GrantedScopes(Partner partner, string? asked, out TokenFault? fault)
    {
        fault = null;
        var words = Scopes.Split(asked);
        if (words.Length == 0)
            return partner.Scopes;
        var scopes = words.Select(Scopes.Find).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (words.All(word => Scopes.Find(word) is not null) && scopes.TrueForAll(partner.Scopes.Contains))
            return scopes;
        fault = TokenFault.WrongScope($"You may have: {string.Join(' ', partner.Scopes)}.");
        return null;
    }

    private Task GrantAsync(HttpContext context, Partner partner, IReadOnlyList<string> scopes)
    {
        var (token, expiresIn) = issuer.Issue(partner, scopes);
        Log.Issued(logger, partner.Id);
        return WriteAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(
            new TokenResponse { AccessToken = token, TokenType = "Bearer", ExpiresIn = expiresIn, Scope = string.Join(' ', scopes) },
            DciJson.Default.TokenResponse));
    }

    private Task RefuseAsync(HttpContext context, TokenFault fault)
    {
        Log.Refused(logger, fault.Error);
        if (fault.ChallengeBasic)
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"crvs\", charset=\"UTF-8\"";
        return WriteAsync(context, fault.Status, JsonSerializer.SerializeToUtf8Bytes(
            new TokenError { Error = fault.Error, ErrorDescription = fault.Description, Errors = [new HttpError { Code = fault.Code, Message = fault.Description }] },
            DciJson.Default.TokenError));
    }

    private static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Token issued to partner {PartnerId}.")]
        public static partial void Issued(ILogger logger, string partnerId);

        [LoggerMessage(2, LogLevel.Information, "Token refused: {Error}.")]
        public static partial void Refused(ILogger logger, string error);
    }
}
