using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>Makes of events what is said of them: the records as they stand, as far as their subscriber may hear of them now.</summary>
internal sealed class ToldEvents(SubscriptionShelf shelf, ToldRecords records, TimeProvider clock)
{
    /// <summary>What a disclosure by a subscription is listed as.</summary>
    public const string QueryKind = "subscription";

    /// <summary>One for each event, in their order; without a record where there is none to tell, it does not match any more, or it may not be told any more.</summary>
    public async ValueTask<IReadOnlyList<ToldEvent>> ReadAsync(Subscriber subscriber, IReadOnlyList<SubscriptionEvent> events, CancellationToken cancellationToken)
    {
        var shelved = await shelf.FindAsync(subscriber.Subscription, cancellationToken);
        var matching = shelved?.QuestionOf(subscriber.Partner.Access, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var found = await records.ReadAsync([.. events.Select(told => told.RecordId).Distinct(StringComparer.Ordinal)], cancellationToken);
        var told = new ToldEvent[events.Count];
        for (var i = 0; i < told.Length; i++)
        {
            var record = found.GetValueOrDefault(events[i].RecordId);
            var may = matching is not null && TellingRules.IsTold(subscriber, matching, events[i].Kind, events[i].Event, record);
            told[i] = Of(subscriber, matching, events[i], may ? record : null);
        }

        return told;
    }

    /// <summary>An event with a record that its subscriber may hear of.</summary>
    /// <param name="record">Null when there is none.</param>
    public static ToldEvent Of(Subscriber subscriber, MatchingQuestion? matching, SubscriptionEvent change, ToldRecord? record) =>
        record is not null
        && record.MayGoWith(change.Kind)
        && record.PersonOf(matching?.Matcher.SubjectOf(record.Facts), subscriber.Definition.Locale) is { } person
            ? new ToldEvent(change, record.Record, person, record.Bundle)
            : new ToldEvent(change, null, null, null);

    /// <summary>What is to be recorded when these events are sent: one disclosure for each record that is told.</summary>
    public static IEnumerable<Disclosure> Disclosures(Subscriber subscriber, IEnumerable<ToldEvent> told, DateTimeOffset at) => told
        .Where(one => one.Record is not null)
        .Select(one => new Disclosure(subscriber.Partner.Id, at, QueryKind, [one.Event.Event], [one.Event.RecordId], subscriber.Definition.Purpose));
}
