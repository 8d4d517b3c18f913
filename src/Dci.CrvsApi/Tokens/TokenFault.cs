namespace Dci.CrvsApi.Tokens;

/// <summary>Why no token is given (RFC 6749 §5.2).</summary>
internal sealed record TokenFault(int Status, string Error, string Description)
{
    /// <summary>Answer with <c>WWW-Authenticate: Basic</c>, since the client tried that.</summary>
    public bool ChallengeBasic { get; init; }

    /// <summary>The nearest error code of the standard.</summary>
    public string Code => Status switch
    {
        StatusCodes.Status401Unauthorized => "err.request.unauthorized",
        _ => "err.request.bad",
    };

    public static TokenFault BadRequest(string description) => new(StatusCodes.Status400BadRequest, "invalid_request", description);

    // One text for all: an unknown client, a wrong secret and a disabled partner can't be told apart.
    public static TokenFault WrongClient(bool challengeBasic) =>
        new(StatusCodes.Status401Unauthorized, "invalid_client", "Client authentication failed.") { ChallengeBasic = challengeBasic };

    public static TokenFault WrongScope(string description) => new(StatusCodes.Status400BadRequest, "invalid_scope", description);
}
