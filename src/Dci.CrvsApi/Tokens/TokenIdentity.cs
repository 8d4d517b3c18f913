using System.Collections.Frozen;
using System.Security.Claims;

namespace Dci.CrvsApi.Tokens;

/// <summary>Whom a good token names: a partner by its id, and what the token is for. Whether that partner may still come in is asked on each request.</summary>
internal sealed class TokenIdentity(string partnerId, IEnumerable<string> scopes)
    : ClaimsIdentity([new Claim("sub", partnerId)], AccessTokens.Scheme, "sub", null)
{
    public string PartnerId { get; } = partnerId;

    /// <summary>Known scopes in their canonical spelling; others of the token are passed over.</summary>
    public FrozenSet<string> Scopes { get; } = scopes.Select(Tokens.Scopes.Find).OfType<string>().ToFrozenSet(StringComparer.Ordinal);
}
