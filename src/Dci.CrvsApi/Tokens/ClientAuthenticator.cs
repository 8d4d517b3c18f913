using System.Security.Cryptography;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Tokens;

/// <summary>Tells whether somebody is the partner it says it is. An unknown client costs the same time as a wrong secret.</summary>
internal sealed class ClientAuthenticator(PartnerDirectory directory)
{
    private readonly byte[] _nobody = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    /// <summary>The partner, or null when it is unknown, has another secret or is disabled.</summary>
    public async ValueTask<Partner?> AuthenticateAsync(string clientId, string secret, CancellationToken cancellationToken)
    {
        var registered = await directory.FindAsync(clientId, cancellationToken);
        var matches = CryptographicOperations.FixedTimeEquals(ClientSecret.DigestOf(secret), registered?.SecretDigest ?? _nobody);
        return matches && registered is { Partner.Disabled: false } ? registered.Partner : null;
    }
}
