using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>A subscription as its row tells it.</summary>
internal static class SubscriptionRow
{
    public const string Columns =
        """
        s.subscription_no, s.revision, s.code, s.partner_id, s.binding, s.correlation_id, s.transaction_id, s.reference_id, s.address, s.topic,
        s.kinds, s.scanned, s.ordered, s.created_at, s.starts_at, s.ends_at, s.collect_at, s.state, s.reason, s.changed_at,
        s.last_sequence, s.dispatched_sequence, s.delivered_sequence, s.last_delivered_at, s.failing_since, s.open_deliveries
        """;

    public const string ByNumber = $"SELECT {Columns} FROM subscription s WHERE s.subscription_no = @no";

    public static Subscription? Find(SqlSession session, long number)
    {
        var find = session.Prepare(ByNumber);
        find.Bind(1, number);
        return ReadOne(find);
    }

    /// <summary>Runs a statement that gives at most one subscription, or of which the first is wanted.</summary>
    public static Subscription? ReadOne(SqlStatement statement)
    {
        try
        {
            return statement.Read() ? Of(statement) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    public static List<Subscription> ReadAll(SqlStatement statement)
    {
        try
        {
            var rows = new List<Subscription>();
            while (statement.Read())
                rows.Add(Of(statement));
            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    private static Subscription Of(SqlStatement row) => new()
    {
        SubscriptionNo = row.Int64(0),
        Revision = (int)row.Int64(1),
        Code = row.Text(2),
        PartnerId = row.Text(3),
        Binding = (SubscriptionBinding)row.Int64(4),
        CorrelationId = row.Text(5),
        TransactionId = row.Text(6),
        ReferenceId = row.Text(7),
        Address = row.TextOrNull(8),
        Topic = row.TextOrNull(9),
        Kinds = (ChangeKinds)row.Int64(10),
        Scanned = row.Int64(11) != 0,
        Ordered = row.Int64(12) != 0,
        CreatedAt = row.Instant(13),
        StartsAt = row.Instant(14),
        EndsAt = row.InstantOrNull(15),
        CollectAt = row.InstantOrNull(16),
        State = (SubscriptionState)row.Int64(17),
        Reason = row.TextOrNull(18),
        ChangedAt = row.Instant(19),
        LastSequence = row.Int64(20),
        DispatchedSequence = row.Int64(21),
        DeliveredSequence = row.Int64(22),
        LastDeliveredAt = row.InstantOrNull(23),
        FailingSince = row.InstantOrNull(24),
        OpenDeliveries = (int)row.Int64(25),
    };
}
