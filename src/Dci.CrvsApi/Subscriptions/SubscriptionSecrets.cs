using System.Globalization;
using System.Text;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Subscriptions;

/// <summary>Keeps the secrets that subscribers gave under seal, each for its own subscription.</summary>
internal sealed class SubscriptionSecrets(Seal seal)
{
    /// <summary>Empty for no secret.</summary>
    public ReadOnlyMemory<byte> Close(string secret, SubscriptionBinding binding, string partnerId, string topic, string address) =>
        secret.Length == 0 ? default(ReadOnlyMemory<byte>) : seal.Close(Encoding.UTF8.GetBytes(secret), Owner(binding, partnerId, topic, address));

    /// <summary>The secret; null when it can't be unsealed.</summary>
    public byte[]? Open(ReadOnlySpan<byte> box, Subscription subscription) =>
        seal.Open(box, Owner(subscription.Binding, subscription.PartnerId, subscription.Topic ?? "", subscription.Address ?? ""));

    // With lengths, so that no two subscriptions have the same name; without the code, which a renewal does not know.
    private static string Owner(SubscriptionBinding binding, string partnerId, string topic, string address) =>
        string.Create(CultureInfo.InvariantCulture, $"subscription|{(int)binding}|{partnerId.Length}:{partnerId}|{topic.Length}:{topic}|{address}");
}
