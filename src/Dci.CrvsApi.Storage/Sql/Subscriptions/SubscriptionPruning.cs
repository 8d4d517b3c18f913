namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>Forgets events, then keys and subscriptions that have ended; some in each commit, so that others get theirs.</summary>
internal sealed class SubscriptionPruning(SqlDatabase database)
{
    private const int RowsInCommit = 500;

    private const string ForgetEvent = "DELETE FROM subscription_event WHERE subscription_no = @no AND sequence = @sequence";

    // What waited to be put into the outbox and was kept too long waits no more: what comes after it does.
    private const string PassOver = "UPDATE subscription SET dispatched_sequence = @sequence WHERE subscription_no = @no AND dispatched_sequence < @sequence";

    private const string ForgetBody = "DELETE FROM subscription_body WHERE subscription_no = @no";
    private const string Forget = "DELETE FROM subscription WHERE subscription_no = @no AND state >= 4";

    public static string OldEvents(SqlDialect dialect) =>
        $"""
        SELECT e.subscription_no, e.sequence
        FROM {dialect.ByIndex("subscription_event e", "ix_subscription_event_at")} JOIN subscription s ON s.subscription_no = e.subscription_no
        WHERE e.at < @latest AND (e.at < @any OR (e.at < @delivered AND e.sequence <= s.delivered_sequence)) ORDER BY e.at {dialect.Page("@limit", "0")}
        """;

    public static string OwnersOfDeadKeys(SqlDialect dialect) =>
        $"""
        SELECT s.subscription_no FROM {dialect.ByIndex("subscription s", "ix_subscription_ended")}
        WHERE s.state >= 4 AND EXISTS (SELECT 1 FROM subscription_key k WHERE k.subscription_no = s.subscription_no) {dialect.Page("@limit", "0")}
        """;

    public static string Ended(SqlDialect dialect) =>
        $"""
        SELECT s.subscription_no FROM {dialect.ByIndex("subscription s", "ix_subscription_ended")}
        WHERE s.state >= 4 AND s.changed_at < @before
            AND NOT EXISTS (SELECT 1 FROM subscription_event e WHERE e.subscription_no = s.subscription_no)
            AND NOT EXISTS (SELECT 1 FROM subscription_key k WHERE k.subscription_no = s.subscription_no) {dialect.Page("@limit", "0")}
        """;

    public async Task<int> RunAsync(DateTimeOffset deliveredBefore, DateTimeOffset anyBefore, int limit, CancellationToken cancellationToken)
    {
        var touched = 0;
        while (touched < limit && FindEvents(deliveredBefore, anyBefore, Math.Min(limit - touched, RowsInCommit)) is { Count: > 0 } events)
            touched += await database.WriteAsync(session => events.Sum(one => ForgetOne(session, one.SubscriptionNo, one.Sequence)), cancellationToken);
        while (touched < limit && FindOwnerOfKeys() is { } owner)
            touched += await database.WriteAsync(session => SubscriptionKeys.RemoveSome(session, database.Dialect, owner, RowsInCommit), cancellationToken);
        while (touched < limit && FindEnded(anyBefore, Math.Min(limit - touched, RowsInCommit)) is { Count: > 0 } ended)
            touched += await database.WriteAsync(session => ended.Sum(number => ForgetSubscription(session, number)), cancellationToken);
        return touched;
    }

    private List<(long SubscriptionNo, long Sequence)> FindEvents(DateTimeOffset deliveredBefore, DateTimeOffset anyBefore, int limit) => database.Read(session =>
    {
        var find = session.Prepare(OldEvents(database.Dialect));
        find.Bind(1, deliveredBefore > anyBefore ? deliveredBefore : anyBefore);
        find.Bind(2, anyBefore);
        find.Bind(3, deliveredBefore);
        find.Bind(4, limit);
        try
        {
            var events = new List<(long, long)>();
            while (find.Read())
                events.Add((find.Int64(0), find.Int64(1)));
            return events;
        }
        finally
        {
            find.Reset();
        }
    });

    private long? FindOwnerOfKeys() => database.Read(session =>
    {
        var find = session.Prepare(OwnersOfDeadKeys(database.Dialect));
        find.Bind(1, 1);
        return find.ReadNumber();
    });

    private List<long> FindEnded(DateTimeOffset before, int limit) => database.Read(session =>
    {
        var find = session.Prepare(Ended(database.Dialect));
        find.Bind(1, before);
        find.Bind(2, limit);
        return find.ReadNumbers();
    });

    private static int ForgetOne(SqlSession session, long number, long sequence)
    {
        var pass = session.Prepare(PassOver);
        pass.Bind(1, sequence);
        pass.Bind(2, number);
        pass.Execute();
        var forget = session.Prepare(ForgetEvent);
        forget.Bind(1, number);
        forget.Bind(2, sequence);
        return forget.Execute();
    }

    private static int ForgetSubscription(SqlSession session, long number)
    {
        var body = session.Prepare(ForgetBody);
        body.Bind(1, number);
        body.Execute();
        var forget = session.Prepare(Forget);
        forget.Bind(1, number);
        return forget.Execute();
    }
}
