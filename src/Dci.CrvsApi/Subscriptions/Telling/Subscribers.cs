using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>Who is behind a subscription: what it asked for, and its partner as it is registered now, disabled or not.</summary>
internal sealed class Subscribers(SubscriptionShelf shelf, PartnerDirectory partners)
{
    /// <summary>Null when the partner is not registered any more, or the subscription was forgotten.</summary>
    public async ValueTask<Subscriber?> FindAsync(Subscription subscription, CancellationToken cancellationToken) =>
        await partners.FindAsync(subscription.PartnerId, cancellationToken) is { } registered
        && await shelf.FindAsync(subscription, cancellationToken) is { } shelved
            ? new Subscriber(subscription, shelved.Definition, registered.Partner)
            : null;
}
