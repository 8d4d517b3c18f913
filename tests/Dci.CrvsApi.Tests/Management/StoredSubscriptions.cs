using System.Security.Cryptography;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Tests.Management;

/// <summary>Subscriptions as somebody may have made them.</summary>
internal sealed class StoredSubscriptions(ISubscriptionStore store)
{
    /// <summary>Gives its code.</summary>
    public async Task<string> MakeAsync(string partnerId, SubscriptionBinding binding = SubscriptionBinding.Dci)
    {
        var now = DateTimeOffset.UtcNow;
        var made = await store.SaveAsync(
            new NewSubscription
            {
                Code = Guid.CreateVersion7().ToString(),
                PartnerId = partnerId,
                Binding = binding,
                CorrelationId = Guid.NewGuid().ToString(),
                Address = "https://benefits.example/notify?token=secret",
                Digest = RandomNumberGenerator.GetBytes(32),
                Definition = """{"criteria":"Quillwhisper"}"""u8.ToArray(),
                Kinds = ChangeKinds.Registration,
                Ordered = binding == SubscriptionBinding.Dci,
                CreatedAt = now,
                StartsAt = now,
                AfterChange = 0,
            },
            default);
        return made.Code;
    }
}
