using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>
/// Tells one change to one subscription that was found by its keys, if it really wants to hear of it and may. What goes wrong with
/// the one must not keep the change from the others.
/// </summary>
internal sealed partial class ChangeTeller(Subscribers subscribers, SubscriptionShelf shelf, NoticeWriter notices, TimeProvider clock, ILogger<ChangeTeller> logger)
{
    /// <param name="record">Null when nothing is known of it.</param>
    public async ValueTask TellAsync(FanOutBatch batch, Subscription subscription, RecordChange change, ToldRecord? record, CancellationToken cancellationToken)
    {
        var standing = batch.Standing(subscription);
        if (await subscribers.FindAsync(standing, cancellationToken) is not { } subscriber || await shelf.FindAsync(standing, cancellationToken) is not { } shelved)
            return;
        var now = clock.GetUtcNow();
        if (!IsTold(subscriber, shelved, change, record, now, out var matching))
            return;
        var told = FanOutBatch.EventOf(standing, change);
        if (!notices.MaySend(subscriber) || Draft(subscriber, matching, told, record, now) is not var (delivery, said))
            batch.Add(standing, new Notice(standing.SubscriptionNo, told, null), []);
        else
            batch.Add(standing, new Notice(standing.SubscriptionNo, told, delivery), ToldEvents.Disclosures(subscriber, [said], now));
    }

#pragma warning disable CA1031 // A fault of ours with one subscription or one record must not stop the feed.
    private bool IsTold(Subscriber subscriber, ShelvedSubscription shelved, RecordChange change, ToldRecord? record, DateTimeOffset now, out MatchingQuestion? matching)
    {
        matching = null;
        try
        {
            matching = shelved.QuestionOf(subscriber.Partner.Access, DateOnly.FromDateTime(now.UtcDateTime));
            return matching is not null && TellingRules.IsTold(subscriber, matching, change.Kind, change.Event, record);
        }
        catch (Exception fault)
        {
            Log.NotMatched(logger, change.EventId, subscriber.Subscription.Code, fault.GetType().Name);
            return false;
        }
    }

    /// <summary>Null when it can't be said: then it waits.</summary>
    private (NewDelivery Delivery, ToldEvent Said)? Draft(Subscriber subscriber, MatchingQuestion? matching, SubscriptionEvent told, ToldRecord? record, DateTimeOffset now)
    {
        try
        {
            var said = ToldEvents.Of(subscriber, matching, told, record);
            return (notices.Draft(subscriber, said, now), said);
        }
        catch (Exception fault)
        {
            Log.NotWritten(logger, told.EventId, subscriber.Subscription.Code, fault.GetType().Name);
            return null;
        }
    }
#pragma warning restore CA1031

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Event {EventId} could not be held against subscription {Code}, which is not told of it: {Fault}")]
        public static partial void NotMatched(ILogger logger, Guid eventId, string code, string fault);

        [LoggerMessage(2, LogLevel.Error, "Event {EventId} could not be written for subscription {Code}; it waits: {Fault}")]
        public static partial void NotWritten(ILogger logger, Guid eventId, string code, string fault);
    }
}
