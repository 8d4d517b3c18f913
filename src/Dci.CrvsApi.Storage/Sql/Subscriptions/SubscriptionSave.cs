using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>Stores a subscription in the session's transaction: as a new one, or in the place of the same one that has not ended.</summary>
internal sealed class SubscriptionSave(SqlDialect dialect)
{
    public const string FindSame =
        $"SELECT {SubscriptionRow.Columns} FROM subscription s WHERE s.partner_id = @partner AND s.binding = @binding AND s.digest = @digest AND s.state < 4";

    private const string ReadBegin = "SELECT after_change FROM subscription WHERE subscription_no = @no";

    private const string Replace =
        """
        UPDATE subscription SET correlation_id = @correlation, transaction_id = @transaction, reference_id = @reference, address = @address, topic = @topic,
            kinds = @kinds, scanned = @scanned, ordered = @ordered, created_at = @created, starts_at = @starts, ends_at = @ends, collect_at = @collect,
            after_change = @after, changed_at = @created, revision = revision + 1, failing_since = NULL,
            state = CASE WHEN state = 2 THEN 2 ELSE 1 END, reason = CASE WHEN state = 2 THEN reason END
        WHERE subscription_no = @no
        """;

    private const string PutBody = "UPDATE subscription_body SET definition = @definition, secret = @secret WHERE subscription_no = @no";
    private const string InsertBody = "INSERT INTO subscription_body (definition, secret, subscription_no) VALUES (@definition, @secret, @no)";

    private readonly string _insert = dialect.InsertReturning(
        "subscription",
        """
        correlation_id, transaction_id, reference_id, address, topic, kinds, scanned, ordered, created_at, starts_at, ends_at, collect_at, after_change,
        code, partner_id, binding, digest, changed_at, revision, state, last_sequence, dispatched_sequence, delivered_sequence, open_deliveries
        """,
        """
        @correlation, @transaction, @reference, @address, @topic, @kinds, @scanned, @ordered, @created, @starts, @ends, @collect, @after,
        @code, @partner, @binding, @digest, @created, 1, 1, 0, 0, 0, 0
        """,
        "subscription_no");

    public Subscription Run(SqlSession session, NewSubscription made)
    {
        var number = Same(session, made.PartnerId, made.Binding, made.Digest.Span) is { } same ? Renew(session, same, made) : Insert(session, made);
        SubscriptionKeys.Put(session, number, made.Keys);
        return SubscriptionRow.Find(session, number) ?? throw new InvalidOperationException("A row that was stored is not there.");
    }

    public static Subscription? Same(SqlSession session, string partnerId, SubscriptionBinding binding, ReadOnlySpan<byte> digest)
    {
        var find = session.Prepare(FindSame);
        find.Bind(1, partnerId);
        find.Bind(2, (long)binding);
        find.Bind(3, digest);
        return SubscriptionRow.ReadOne(find);
    }

    private long Insert(SqlSession session, NewSubscription made)
    {
        var insert = session.Prepare(_insert);
        Bind(insert, made, made.StartsAt, made.AfterChange);
        insert.Bind(14, made.Code);
        insert.Bind(15, made.PartnerId);
        insert.Bind(16, (long)made.Binding);
        insert.Bind(17, made.Digest.Span);
        var number = insert.ReadNumber() ?? throw new InvalidOperationException("A row that was added has no number.");
        KeepBody(session, InsertBody, number, made);
        return number;
    }

    /// <summary>
    /// Changes that are not told yet are not lost by renewing: unless it is to begin later, it goes on from where it began. What an
    /// operator has paused stays paused.
    /// </summary>
    private static long Renew(SqlSession session, Subscription same, NewSubscription made)
    {
        var goesOn = made.StartsAt <= made.CreatedAt;
        var begin = session.Prepare(ReadBegin);
        begin.Bind(1, same.SubscriptionNo);
        var before = begin.ReadNumber() ?? made.AfterChange;
        var replace = session.Prepare(Replace);
        Bind(
            replace,
            made,
            goesOn && same.StartsAt < made.StartsAt ? same.StartsAt : made.StartsAt,
            goesOn ? Math.Min(before, made.AfterChange) : made.AfterChange);
        replace.Bind(14, same.SubscriptionNo);
        replace.Execute();
        KeepBody(session, PutBody, same.SubscriptionNo, made);
        var due = same.State == SubscriptionState.Paused ? WaitingDeliveries.Parked : made.CreatedAt;
        WaitingDeliveries.MakeDue(session, same.SubscriptionNo, due);
        if (made.Address is { } address && address != same.Address)
            WaitingDeliveries.SendTo(session, same.SubscriptionNo, address, due);
        return same.SubscriptionNo;
    }

    private static void Bind(SqlStatement statement, NewSubscription made, DateTimeOffset startsAt, long afterChange)
    {
        statement.Bind(1, made.CorrelationId);
        statement.Bind(2, made.TransactionId);
        statement.Bind(3, made.ReferenceId);
        statement.Bind(4, made.Address);
        statement.Bind(5, made.Topic);
        statement.Bind(6, (long)made.Kinds);
        statement.Bind(7, made.Scanned ? 1 : 0);
        statement.Bind(8, made.Ordered ? 1 : 0);
        statement.Bind(9, made.CreatedAt);
        statement.Bind(10, startsAt);
        statement.Bind(11, made.EndsAt);
        statement.Bind(12, made.CollectAt);
        statement.Bind(13, afterChange);
    }

    private static void KeepBody(SqlSession session, string sql, long number, NewSubscription made)
    {
        var keep = session.Prepare(sql);
        keep.Bind(1, made.Definition.Span);
        keep.Bind(2, made.Secret.Span);
        keep.Bind(3, number);
        keep.Execute();
    }
}
