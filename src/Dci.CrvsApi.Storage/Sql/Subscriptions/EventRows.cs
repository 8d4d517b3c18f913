using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>The events of subscriptions as rows.</summary>
internal static class EventRows
{
    private const string Insert =
        """
        INSERT INTO subscription_event (subscription_no, sequence, event_id, change_no, kind, record_id, event, version, at)
        VALUES (@no, @sequence, @event_id, @change, @kind, @record, @event, @version, @at)
        """;

    public static string After(SqlDialect dialect) =>
        $"""
        SELECT sequence, event_id, change_no, kind, record_id, event, version, at
        FROM subscription_event WHERE subscription_no = @no AND sequence > @after ORDER BY sequence {dialect.Page("@limit", "0")}
        """;

    public static void Add(SqlSession session, long subscriptionNo, SubscriptionEvent told)
    {
        var insert = session.Prepare(Insert);
        insert.Bind(1, subscriptionNo);
        insert.Bind(2, told.Sequence);
        insert.Bind(3, told.EventId.ToString());
        insert.Bind(4, told.ChangeNo);
        insert.Bind(5, (long)told.Kind);
        insert.Bind(6, told.RecordId);
        insert.Bind(7, (long)told.Event);
        insert.Bind(8, told.Version);
        insert.Bind(9, told.At);
        insert.Execute();
    }

    public static List<SubscriptionEvent> Read(SqlSession session, SqlDialect dialect, long subscriptionNo, long after, int limit)
    {
        var read = session.Prepare(After(dialect));
        read.Bind(1, subscriptionNo);
        read.Bind(2, after);
        read.Bind(3, limit);
        try
        {
            var events = new List<SubscriptionEvent>();
            while (read.Read())
                events.Add(Of(read));
            return events;
        }
        finally
        {
            read.Reset();
        }
    }

    private static SubscriptionEvent Of(SqlStatement row) => new()
    {
        Sequence = row.Int64(0),
        EventId = Guid.Parse(row.Text(1)),
        ChangeNo = row.Int64(2),
        Kind = (ChangeKind)row.Int64(3),
        RecordId = row.Text(4),
        Event = (VitalEvent)row.Int64(5),
        Version = row.Int64(6),
        At = row.Instant(7),
    };
}
