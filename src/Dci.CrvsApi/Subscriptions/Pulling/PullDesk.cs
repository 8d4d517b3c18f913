using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;
using Dci.CrvsApi.Subscriptions.Requests;
using Dci.CrvsApi.Subscriptions.Telling;

namespace Dci.CrvsApi.Subscriptions.Pulling;

/// <summary>What there is to tell its owner of a subscription after a number.</summary>
/// <param name="OldestSequence">Null when no event is kept.</param>
/// <param name="Events">In order and without a gap, as they may be told now.</param>
internal sealed record PulledEvents(Subscriber Subscriber, long? OldestSequence, IReadOnlyList<ToldEvent> Events);

/// <summary>Reads events of a subscription again, for its owner alone.</summary>
internal sealed class PullDesk(OwnSubscriptions own, ISubscriptionStore store, Subscribers subscribers, ToldEvents told)
{
    private const int MostBytes = 8 * 1024 * 1024;

    // A record is little beside what is said around it, but there are long ones.
    private const int Around = 1024;

    public async ValueTask<Outcome<PulledEvents>> FindAsync(Partner partner, PullWish wish, CancellationToken cancellationToken)
    {
        var found = await own.FindAsync(partner.Id, wish.Code, cancellationToken);
        if (found.Count > 1)
            return Failures.Bad("message.subscription_code stands for several subscriptions that one request made; name one of them by its code.");
        if (found is not [var subscription] || await subscribers.FindAsync(subscription, cancellationToken) is not { } subscriber)
            return new Failure(StatusCodes.Status400BadRequest, "err.request.not_found", "No subscription of yours is known under this code.");

        var events = await told.ReadAsync(subscriber, await store.ReadEventsAsync(subscription.SubscriptionNo, wish.After, wish.Limit, cancellationToken), cancellationToken);
        var oldest = await store.ReadEventsAsync(subscription.SubscriptionNo, 0, 1, cancellationToken);
        return new PulledEvents(subscriber, oldest is [var first] ? first.Sequence : null, Fitting(events));
    }

    private static IReadOnlyList<ToldEvent> Fitting(IReadOnlyList<ToldEvent> events)
    {
        var (count, bytes) = (0, 0L);
        while (count < events.Count && (bytes += Around + (events[count].Person?.Length ?? 0)) <= MostBytes)
            count++;
        return count == events.Count ? events : [.. events.Take(Math.Max(1, count))];
    }
}
