using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Storage.Sql.Events;
using Dci.CrvsApi.Storage.Sql.Places;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>Stores one record in the session's transaction: new, in the place of what was there, or not at all.</summary>
internal sealed class RecordSave(PlaceShelf shelf, TimeProvider clock)
{
    private static readonly string[] Tables = ["record", "person", "ident", "body", "rendition", "resource"];

    public WriteOutcome Run(SqlSession session, RecordRow row) => Run(session, row, StoredRecord.Find(session, row.Record.RecordId)).Outcome;

    public SavedRecord Run(SqlSession session, RecordRow row, StoredRecord? stored)
    {
        if (stored is not null && stored.IsSame(row))
            return new SavedRecord(WriteOutcome.Unchanged, stored.Seq, stored.Version, null);
        if (IsNumberTaken(session, row, stored))
            return new SavedRecord(WriteOutcome.RegistrationNumberTaken, 0, 0, null);

        var places = RecordPlaces.Of(session, shelf, row.Record);
        var origin = Origin.IdOf(session, row.Entry.Origin);
        Counter.Raise(session, Counter.Register);
        return stored is null ? Create(session, row, places, origin) : Replace(session, stored, row, places, origin);
    }

    public static bool IsNumberTaken(SqlSession session, RecordRow row, StoredRecord? stored)
    {
        if (row is not { Disclosed: true, NumberN: { } number })
            return false;
        var other = session.Prepare("SELECT seq FROM record WHERE disclosed = 1 AND event = @event AND reg_no_n = @number AND seq <> @seq");
        other.Bind(1, (long)row.Record.Event);
        other.Bind(2, number);
        other.Bind(3, stored?.Seq ?? 0);
        return other.ReadNumber() is not null;
    }

    private SavedRecord Create(SqlSession session, RecordRow row, RecordPlaces places, long origin)
    {
        var seq = Counter.Raise(session, Counter.Record);
        RecordInsert.Run(session, row, seq, 1, places, origin);
        EventCount.Add(session, row.Record.Event, 1);
        var kind = Transition.Of(session, null, row);
        return new SavedRecord(WriteOutcome.Created, seq, 1, Note(session, row, seq, 1, kind));
    }

    private SavedRecord Replace(SqlSession session, StoredRecord stored, RecordRow row, RecordPlaces places, long origin)
    {
        var kind = Transition.Of(session, stored, row);
        foreach (var table in Tables)
        {
            var delete = session.Prepare($"DELETE FROM {table} WHERE seq = @seq");
            delete.Bind(1, stored.Seq);
            delete.Execute();
        }

        // Rendered or indexed anew from the same bundle, it is still the same version of the record.
        var changed = !stored.HasBundle(row.Digest);
        var version = changed ? stored.Version + 1 : stored.Version;
        RecordInsert.Run(session, row, stored.Seq, version, places, origin);
        if (stored.Event != row.Record.Event)
        {
            EventCount.Add(session, stored.Event, -1);
            EventCount.Add(session, row.Record.Event, 1);
        }

        return new SavedRecord(WriteOutcome.Replaced, stored.Seq, version, changed ? Note(session, row, stored.Seq, version, kind) : null);
    }

    private RecordedChange Note(SqlSession session, RecordRow row, long seq, long version, ChangeKind kind)
    {
        Withdrawal.Note(session, seq, kind);
        var at = clock.GetUtcNow();
        ChangeInsert.Run(session, row, seq, version, kind, at);
        return new RecordedChange(kind, at);
    }
}

/// <summary>What saving a record did.</summary>
/// <param name="Change">What was noted in the feed, null when nothing was.</param>
internal readonly record struct SavedRecord(WriteOutcome Outcome, long Seq, long Version, RecordedChange? Change);

/// <summary>A change as it was noted.</summary>
internal readonly record struct RecordedChange(ChangeKind Kind, DateTimeOffset At);
