using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage.Sql.Places;

namespace Dci.CrvsApi.Storage.Sql.Records;

/// <summary>Stores one record in the session's transaction: new, in the place of what was there, or not at all.</summary>
internal sealed class RecordSave(PlaceShelf shelf, TimeProvider clock)
{
    private static readonly string[] Tables = ["record", "person", "ident", "body", "rendition"];

    public WriteOutcome Run(SqlSession session, RecordRow row)
    {
        var stored = StoredRecord.Find(session, row.Record.RecordId);
        if (stored is not null && stored.IsSame(row))
            return WriteOutcome.Unchanged;
        if (row is { Disclosed: true, NumberN: { } number } && IsTaken(session, row.Record.Event, number, stored?.Seq ?? 0))
            return WriteOutcome.RegistrationNumberTaken;

        var places = RecordPlaces.Of(session, shelf, row.Record);
        var origin = Origin.IdOf(session, row.Entry.Origin);
        if (stored is null)
        {
            var seq = Counter.Raise(session, Counter.Record);
            RecordInsert.Run(session, row, seq, 1, places, origin);
            EventCount.Add(session, row.Record.Event, 1);
            NoteChange(session, seq, ChangeKind.Created, 1);
        }
        else
        {
            Replace(session, stored, row, places, origin);
        }

        Counter.Raise(session, Counter.Register);
        return stored is null ? WriteOutcome.Created : WriteOutcome.Replaced;
    }

    private void Replace(SqlSession session, StoredRecord stored, RecordRow row, RecordPlaces places, long origin)
    {
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

        if (changed)
            NoteChange(session, stored.Seq, stored.Disclosed && !row.Disclosed ? ChangeKind.Withdrawn : ChangeKind.Replaced, version);
    }

    private void NoteChange(SqlSession session, long seq, ChangeKind kind, long version)
    {
        var insert = session.Prepare("INSERT INTO change (change_no, seq, kind, version, changed_at) VALUES (@no, @seq, @kind, @version, @at)");
        insert.Bind(1, Counter.Raise(session, Counter.Change));
        insert.Bind(2, seq);
        insert.Bind(3, (long)kind);
        insert.Bind(4, version);
        insert.Bind(5, clock.GetUtcNow().ToUnixTimeMilliseconds());
        insert.Execute();
    }

    private static bool IsTaken(SqlSession session, VitalEvent vitalEvent, string number, long bySelf)
    {
        var other = session.Prepare("SELECT seq FROM record WHERE disclosed = 1 AND event = @event AND reg_no_n = @number AND seq <> @seq");
        other.Bind(1, (long)vitalEvent);
        other.Bind(2, number);
        other.Bind(3, bySelf);
        try
        {
            return other.Read();
        }
        finally
        {
            other.Reset();
        }
    }
}
