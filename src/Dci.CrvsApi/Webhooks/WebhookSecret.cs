using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Webhooks;

/// <summary>The secret that was agreed with a partner for its webhooks.</summary>
internal sealed class WebhookSecret(ISecretStore store, Seal seal)
{
    /// <summary>Whether what is given is the secret; null when none was agreed, or it can't be unsealed.</summary>
    public async Task<bool?> IsAsync(string partnerId, string given, CancellationToken cancellationToken)
    {
        var kept = (await store.ListAsync(cancellationToken)).FirstOrDefault(secret => secret.Owner == partnerId && secret.Kind == CallbackSecret.Webhook);
        if (kept is null || seal.Open(kept.Sealed, CallbackSecret.SealOwner(kept.Kind, partnerId)) is not { } agreed)
            return null;
        var same = CryptographicOperations.FixedTimeEquals(SHA256.HashData(agreed), SHA256.HashData(Encoding.UTF8.GetBytes(given)));
        CryptographicOperations.ZeroMemory(agreed);
        return same;
    }
}
