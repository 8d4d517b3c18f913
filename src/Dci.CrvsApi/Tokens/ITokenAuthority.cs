using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tokens;

/// <summary>Somebody whose tokens are good here. It never fetches anything to judge one.</summary>
internal interface ITokenAuthority
{
    /// <summary>Whether it is the issuer that the token claims; nothing of the token has been believed yet.</summary>
    bool Claims(JsonWebToken token);

    /// <summary>Valid with a <see cref="TokenIdentity"/>, or not valid with the reason as exception.</summary>
    Task<TokenValidationResult> ValidateAsync(JsonWebToken token);
}
