namespace Dci.CrvsApi.Tokens;

/// <summary>What a client asks of the token endpoint, whichever way it said so.</summary>
/// <param name="Basic">The credentials came by HTTP Basic.</param>
internal sealed record TokenQuery(string ClientId, string ClientSecret, string? Scope, bool Basic);
