using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;
using Dci.CrvsApi.Subscriptions.Telling;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Subscriptions.Dispatching;

/// <summary>Puts events of one subscription that waited into the outbox, as many as there is room for.</summary>
internal sealed class Dispatcher(
    ISubscriptionStore store, Subscribers subscribers, ToldEvents records, NoticeDrafts drafts, Backlog backlog, IOptions<SubscriptionOptions> options, TimeProvider clock)
{
    /// <summary>Whether anything was put there.</summary>
    public async Task<bool> RunAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var no = subscription.SubscriptionNo;
        var room = options.Value.Window - subscription.OpenDeliveries;
        if (!IsWaiting(subscription) || !drafts.Speaks(subscription.Binding) || await SubscriberOf(subscription, cancellationToken) is not { } subscriber)
        {
            backlog.Forget(no);
            return false;
        }

        if (room < options.Value.Window / 2)
        {
            backlog.Await(no, subscription.OpenDeliveries);
            return false;
        }

        if (await DispatchAsync(subscriber, room, cancellationToken) is not { } stored)
            return false;
        if (stored[^1].LastSequence < subscription.LastSequence)
            backlog.Await(no, subscription.OpenDeliveries + stored.Count);
        else
            backlog.Forget(no);
        drafts.Send(stored);
        return true;
    }

    /// <summary>Null when its partner is not told anything now.</summary>
    public async ValueTask<Subscriber?> SubscriberOf(Subscription subscription, CancellationToken cancellationToken) =>
        await subscribers.FindAsync(subscription, cancellationToken) is { Partner.Disabled: false } subscriber ? subscriber : null;

    // Behind one that fails nothing more is put.
    private static bool IsWaiting(Subscription subscription) =>
        subscription is { State: SubscriptionState.Active, Address: not null, CollectAt: null }
        && subscription.DispatchedSequence < subscription.LastSequence
        && (!subscription.Ordered || subscription.FailingSince is null || subscription.OpenDeliveries == 0);

    private async Task<IReadOnlyList<Delivery>?> DispatchAsync(Subscriber subscriber, int room, CancellationToken cancellationToken)
    {
        var subscription = subscriber.Subscription;
        var events = await store.ReadEventsAsync(subscription.SubscriptionNo, subscription.DispatchedSequence, room, cancellationToken);
        if (events.Count == 0)
            return null;
        var now = clock.GetUtcNow();
        var told = await records.ReadAsync(subscriber, events, cancellationToken);
        // What waits in the outbox may be nobody's: then none of these can be this node's.
        return await StoreAsync(subscriber, told, drafts.OneByOne(subscriber, told, leave: false, now), now)
            ?? (subscription is { Ordered: true, OpenDeliveries: > 0 } ? await StoreAsync(subscriber, told, drafts.OneByOne(subscriber, told, leave: true, now), now) : null);
    }

    private async Task<IReadOnlyList<Delivery>?> StoreAsync(Subscriber subscriber, IReadOnlyList<ToldEvent> told, List<NewDelivery> made, DateTimeOffset now)
    {
        IReadOnlyList<Delivery>? stored;
        try
        {
            // Not cancelled: what may have been stored must be sent off.
            stored = await store.DispatchAsync(
                new Dispatch
                {
                    SubscriptionNo = subscriber.Subscription.SubscriptionNo,
                    After = subscriber.Subscription.DispatchedSequence,
                    Deliveries = made,
                    Disclosures = [.. ToldEvents.Disclosures(subscriber, told, now)],
                },
                CancellationToken.None);
        }
        catch
        {
            drafts.Doubt(made);
            throw;
        }

        if (stored is null)
            drafts.Discard(made);
        return stored;
    }
}
