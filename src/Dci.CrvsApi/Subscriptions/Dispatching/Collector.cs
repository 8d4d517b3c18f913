using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;
using Dci.CrvsApi.Subscriptions.Telling;
using Dci.CrvsApi.Transactions;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Subscriptions.Dispatching;

/// <summary>Sends what a subscription collected until its time, in as few messages as its partner takes, and says when it is collected next.</summary>
internal sealed class Collector(ISubscriptionStore store, Dispatcher dispatcher, ToldEvents records, NoticeDrafts drafts, IOptions<TransactionOptions> limits, TimeProvider clock)
{
    /// <summary>The time that never comes: an expression has no more of them.</summary>
    private static readonly DateTimeOffset Never = DateTimeOffset.FromUnixTimeMilliseconds(253_402_300_799_000);

    private const int MessagesAtOnce = 16;

    /// <summary>Whether anything was sent, and so may be more.</summary>
    public async Task<bool> RunAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var subscriber = drafts.Speaks(subscription.Binding) ? await dispatcher.SubscriberOf(subscription, cancellationToken) : null;
        // Who is told nothing now is asked again soon, and behind what fails nothing more is put.
        if (subscriber is null || subscription is { FailingSince: not null, OpenDeliveries: > 0 })
            return await MoveAsync(subscription, null, now);
        var (items, bytes) = LimitsOf(subscriber.Partner);
        var events = await store.ReadEventsAsync(subscription.SubscriptionNo, subscription.DispatchedSequence, items * MessagesAtOnce, cancellationToken);
        if (events.Count == 0)
            return await MoveAsync(subscription, subscriber, now);
        var told = await records.ReadAsync(subscriber, events, cancellationToken);
        var complete = events[^1].Sequence >= subscription.LastSequence;
        return await StoreAsync(subscriber, told, leave => Draft(subscriber, told, items, bytes, leave, now), complete ? NextOf(subscriber, now) : null, now);
    }

    /// <summary>Tries again in a minute, so that what goes wrong with it does not hold up others that are due.</summary>
    public Task PostponeAsync(Subscription subscription) => MoveAsync(subscription, null, clock.GetUtcNow());

    private (int Items, int Bytes) LimitsOf(Partner partner) => (
        // It reads one event of a message.
        partner.Profile.Notify == NotifyForm.OpenSpp ? 1 : partner.Limits.CallbackItems ?? limits.Value.CallbackItems,
        partner.Limits.CallbackBytes ?? limits.Value.CallbackBytes);

    private List<NewDelivery> Draft(Subscriber subscriber, IReadOnlyList<ToldEvent> told, int items, int bytes, bool leave, DateTimeOffset now)
    {
        var made = new List<NewDelivery>();
        foreach (var part in told.Chunk(items))
            made.AddRange(drafts.Together(subscriber, part, bytes, leave || made is [.., { WorkerId: null }], now));
        return made;
    }

    // A collection without events only moves on.
    private async Task<bool> MoveAsync(Subscription subscription, Subscriber? subscriber, DateTimeOffset now)
    {
        await store.DispatchAsync(Dispatch(subscription, [], subscriber is null ? now.AddMinutes(1) : NextOf(subscriber, now)), CancellationToken.None);
        return false;
    }

    private async Task<bool> StoreAsync(Subscriber subscriber, IReadOnlyList<ToldEvent> told, Func<bool, List<NewDelivery>> draft, DateTimeOffset? next, DateTimeOffset now)
    {
        // What waits in the outbox from the last time may be nobody's: then none of these can be this node's.
        var made = draft(subscriber.Subscription.OpenDeliveries > 0);
        IReadOnlyList<Delivery>? stored;
        try
        {
            stored = await store.DispatchAsync(Dispatch(subscriber.Subscription, made, next) with { Disclosures = [.. ToldEvents.Disclosures(subscriber, told, now)] }, CancellationToken.None);
        }
        catch
        {
            drafts.Doubt(made);
            throw;
        }

        if (stored is null)
            drafts.Discard(made);
        drafts.Send(stored ?? []);
        return stored is not null && next is null;
    }

    private static Dispatch Dispatch(Subscription subscription, IReadOnlyList<NewDelivery> made, DateTimeOffset? collectAt) => new()
    {
        SubscriptionNo = subscription.SubscriptionNo,
        After = subscription.DispatchedSequence,
        Deliveries = made,
        CollectAt = collectAt,
    };

    private static DateTimeOffset NextOf(Subscriber subscriber, DateTimeOffset now) =>
        subscriber.Definition.Frequency is { } text && Frequency.Reread(text)?.NextAfter(now) is { } next ? next : Never;
}
