using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tokens;

/// <summary>The keys of our own access tokens: ES256, used for nothing else.</summary>
internal interface ITokenKeys
{
    /// <summary>Signs tokens now; its key carries a key id.</summary>
    SigningCredentials Current { get; }

    /// <summary>Every key whose tokens are still good, the current one among them.</summary>
    IEnumerable<SecurityKey> All { get; }
}
