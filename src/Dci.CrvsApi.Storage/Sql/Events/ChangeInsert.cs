using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Storage.Sql.Records;

namespace Dci.CrvsApi.Storage.Sql.Events;

/// <summary>Adds to the feed of changes, under the next number of the session's transaction.</summary>
internal static class ChangeInsert
{
    private const string IntoChange =
        """
        INSERT INTO change (change_no, event_id, seq, event, kind, version, changed_at, announced)
        VALUES (@no, @event_id, @seq, @event, @kind, @version, @at, @announced)
        """;

    public static void Run(SqlSession session, RecordRow row, long seq, long version, ChangeKind kind, DateTimeOffset at)
    {
        var number = Counter.Raise(session, Counter.Change);
        var insert = session.Prepare(IntoChange);
        insert.Bind(1, number);
        insert.Bind(2, Guid.CreateVersion7(at).ToString());
        insert.Bind(3, seq);
        insert.Bind(4, (long)row.Record.Event);
        insert.Bind(5, (long)kind);
        insert.Bind(6, version);
        insert.Bind(7, at);
        insert.Bind(8, row.Entry.Announced ? 1L : 0L);
        insert.Execute();
    }
}
