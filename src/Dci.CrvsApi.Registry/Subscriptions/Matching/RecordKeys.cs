using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Registry.Subscriptions.Matching;

/// <summary>Every key by which a filter could be found that this change may be of interest to.</summary>
public static class RecordKeys
{
    /// <param name="record">As it stands; null when nothing is known of it.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Of(RecordChange change, RecordFacts? record)
    {
        var vitalEvent = record?.Record.Event ?? change.Event;
        var words = new HashSet<string>(StringComparer.Ordinal) { MatchKey.Change(vitalEvent, change.Kind), MatchKey.Record(change.RecordId) };
        if (record is null)
            return MatchKey.Digests(words);

        foreach (var identifier in record.Identifiers)
            words.Add(MatchKey.Number(identifier.Value));
        if (record.RegistrationNumber is { } number)
            words.Add(MatchKey.Number(number));
        if (record.TrackingId is { } tracking)
            words.Add(MatchKey.Number(tracking));
        foreach (var text in record.EventPlace.Texts)
            words.Add(MatchKey.Place(vitalEvent, PlaceParameter.Event, text));
        foreach (var text in record.Office.Texts)
            words.Add(MatchKey.Place(vitalEvent, PlaceParameter.Office, text));
        return MatchKey.Digests(words);
    }
}
