using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Tokens;

/// <summary>Who is calling: a partner that is enabled now, through a token that is good now.</summary>
internal sealed record CallerIdentity(Partner Partner, TokenIdentity Token)
{
    /// <summary>Whether the token carries the scope and the partner still has it.</summary>
    public bool Has(string scope) => Token.Scopes.Contains(scope) && Partner.Scopes.Contains(scope, StringComparer.Ordinal);
}
