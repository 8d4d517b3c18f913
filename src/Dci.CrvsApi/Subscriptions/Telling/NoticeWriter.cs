using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>Drafts what is sent of an event at once; whatever is not sent at once waits with the subscription.</summary>
internal sealed class NoticeWriter(IEnumerable<INoticeForm> forms, Outbox outbox, IOptions<SubscriptionOptions> options)
{
    private readonly Dictionary<SubscriptionBinding, INoticeForm> _forms = forms.ToDictionary(form => form.Binding);

    /// <summary>Whether the subscription takes an event now: it is active, has an address, nothing of it waits before this, and there is room.</summary>
    public bool MaySend(Subscriber subscriber) =>
        subscriber.Subscription is { State: SubscriptionState.Active, Address: not null, CollectAt: null } subscription
        && !subscriber.Partner.Disabled
        && subscription.DispatchedSequence == subscription.LastSequence
        && (!subscription.Ordered || subscription.OpenDeliveries < options.Value.Window)
        && _forms.ContainsKey(subscription.Binding);

    public NewDelivery Draft(Subscriber subscriber, ToldEvent told, DateTimeOffset now) =>
        outbox.Draft(subscriber, _forms[subscriber.Subscription.Binding].Write(subscriber, [told], now), [told.Event], now);
}
