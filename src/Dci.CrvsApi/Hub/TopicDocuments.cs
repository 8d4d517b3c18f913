using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;
using Dci.CrvsApi.Subscriptions.Telling;
using Dci.CrvsApi.Subscriptions.Topics;

namespace Dci.CrvsApi.Hub;

/// <summary>What a topic says now: the latest event of it that a partner may be told of.</summary>
internal sealed class TopicDocuments(IChangeFeed changes, ToldRecords records, EventDocument document, HubTopics topics)
{
    // Who is told of a few places only may have to look past the events of others.
    private const int Back = 100;

    /// <summary>Null when there is none.</summary>
    public async Task<TopicDocument?> ReadAsync(Topic topic, Partner partner, CancellationToken cancellationToken)
    {
        var within = partner.Access.Jurisdictions is { } places ? new FhirFilter.InPlace(PlaceParameter.Event, places) : null;
        var latest = await changes.ReadLatestAsync(topic.Event, topic.Kind, within is null ? 1 : Back, cancellationToken);
        foreach (var change in latest)
        {
            var record = (await records.ReadAsync([change.RecordId], cancellationToken)).GetValueOrDefault(change.RecordId);
            if (within is not null && record?.Facts.Fulfil(within) != true)
                continue;
            var told = Tell(change, record);
            return new TopicDocument(change.RecordId, document.Write(topics.UrlOf(topic), topic, partner, told), told.Record is not null && partner.Access.FullEvents);
        }

        return null;
    }

    private static ToldEvent Tell(RecordChange change, ToldRecord? record) =>
        record is not null && record.MayGoWith(change.Kind) && record.PersonOf(subject: null, language: null) is { } person
            ? new ToldEvent(Event(change), record.Record, person, record.Bundle)
            : new ToldEvent(Event(change), null, null, null);

    // Of no subscription, so without a number among its events.
    private static SubscriptionEvent Event(RecordChange change) => new()
    {
        Sequence = 0,
        EventId = change.EventId,
        ChangeNo = change.Number,
        Kind = change.Kind,
        RecordId = change.RecordId,
        Event = change.Event,
        Version = change.Version,
        At = change.At,
    };
}

/// <summary>What a topic says, and of which record.</summary>
/// <param name="Discloses">Whether it tells what the record says.</param>
internal sealed record TopicDocument(string RecordId, byte[] Body, bool Discloses);
