using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Events;

/// <summary>The feed of changes as rows.</summary>
internal sealed class ChangeFeed(SqlDatabase database) : IChangeFeed
{
    public Task<IReadOnlyList<RecordChange>> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RecordChange>>(database.Read(session => Read(session, after, limit)));

    public Task<IReadOnlyList<RecordChange>> ReadLatestAsync(VitalEvent vitalEvent, ChangeKind kind, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RecordChange>>(database.Read(session => ReadLatest(session, vitalEvent, kind, limit)));

    public Task<long> ReadLastAsync(CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(session => Counter.Read(session, Counter.Change)));

    private List<RecordChange> Read(SqlSession session, long after, int limit)
    {
        var read = session.Prepare(
            $"""
            SELECT c.change_no, c.event_id, c.kind, r.record_id, c.event, c.version, c.changed_at, c.announced
            FROM change c JOIN record r ON r.seq = c.seq
            WHERE c.change_no > @after ORDER BY c.change_no {database.Dialect.Page("@limit", "0")}
            """);
        read.Bind(read.ParameterOf("@after"), after);
        read.Bind(read.ParameterOf("@limit"), limit);
        return Rows(read);
    }

    private List<RecordChange> ReadLatest(SqlSession session, VitalEvent vitalEvent, ChangeKind kind, int limit)
    {
        var read = session.Prepare(
            $"""
            SELECT c.change_no, c.event_id, c.kind, r.record_id, c.event, c.version, c.changed_at, c.announced
            FROM change c JOIN record r ON r.seq = c.seq
            WHERE c.announced = 1 AND c.event = @event AND c.kind = @kind ORDER BY c.change_no DESC {database.Dialect.Page("@limit", "0")}
            """);
        read.Bind(read.ParameterOf("@event"), (long)vitalEvent);
        read.Bind(read.ParameterOf("@kind"), (long)kind);
        read.Bind(read.ParameterOf("@limit"), limit);
        return Rows(read);
    }

    private static List<RecordChange> Rows(SqlStatement read)
    {
        try
        {
            var changes = new List<RecordChange>();
            while (read.Read())
                changes.Add(Row(read));
            return changes;
        }
        finally
        {
            read.Reset();
        }
    }

    private static RecordChange Row(SqlStatement row) => new()
    {
        Number = row.Int64(0),
        EventId = Guid.Parse(row.Text(1)),
        Kind = (ChangeKind)row.Int64(2),
        RecordId = row.Text(3),
        Event = (VitalEvent)row.Int64(4),
        Version = row.Int64(5),
        At = row.Instant(6),
        Announced = row.Int64(7) != 0,
    };
}
