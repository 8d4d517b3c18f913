using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Topics;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Subscriptions;

/// <summary>Whether a partner may have one more subscription to a topic. Having the same one anew is not one more.</summary>
internal sealed class SubscriptionRoom(ISubscriptionStore store, TopicSubscriptions subscriptions, IOptions<SubscriptionOptions> options)
{
    /// <summary>Why not, in words for the partner; null when it may.</summary>
    public async Task<string?> WhyNotAsync(Partner partner, SubscriptionBinding binding, string given, string callback, CancellationToken cancellationToken)
    {
        var most = partner.Limits.Subscriptions ?? options.Value.MaxPerPartner;
        return (await store.CountAsync(partner.Id, cancellationToken)).All < most
            || await subscriptions.FindAsync(partner.Id, binding, given, callback, cancellationToken) is not null
            ? null
            : $"You have {most} subscriptions, which is as many as you may have.";
    }
}
