using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>Finds subscriptions for which a time has come, and holds or ends them; some in each commit, so that others get theirs.</summary>
internal sealed class SubscriptionDeadlines(SqlDatabase database, SubscriptionStanding standing)
{
    private const int RowsInCommit = 100;

    private const string IsOver = "SELECT subscription_no FROM subscription WHERE subscription_no = @no AND ends_at <= @now";
    private const string IsFailing = "SELECT subscription_no FROM subscription WHERE subscription_no = @no AND failing_since < @before";

    public static string Over(SqlDialect dialect) =>
        $"SELECT subscription_no FROM {dialect.ByIndex("subscription", "ix_subscription_ends")} WHERE state < 4 AND ends_at IS NOT NULL AND ends_at <= @now ORDER BY ends_at {dialect.Page("@limit", "0")}";

    /// <summary>Only where a failure blocks what comes after it; elsewhere each delivery has its own end.</summary>
    public static string Failing(SqlDialect dialect) =>
        $"SELECT subscription_no FROM {dialect.ByIndex("subscription", "ix_subscription_failing")} WHERE state = 1 AND failing_since IS NOT NULL AND failing_since < @before AND ordered = 1 ORDER BY failing_since {dialect.Page("@limit", "0")}";

    public Task<int> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken) => ForAllAsync(
        Over(database.Dialect),
        now,
        (session, number) => Holds(session.Prepare(IsOver), number, now) && standing.Change(session, number, SubscriptionState.Expired, null, now),
        cancellationToken);

    public Task<int> SuspendFailingAsync(DateTimeOffset failingBefore, string reason, DateTimeOffset now, CancellationToken cancellationToken) => ForAllAsync(
        Failing(database.Dialect),
        failingBefore,
        (session, number) => Holds(session.Prepare(IsFailing), number, failingBefore) && SubscriptionStanding.TrySuspend(session, number, reason, now),
        cancellationToken);

    private async Task<int> ForAllAsync(string sql, DateTimeOffset instant, Func<SqlSession, long, bool> work, CancellationToken cancellationToken)
    {
        var changed = 0;
        while (Find(sql, instant) is { Count: > 0 } numbers)
            changed += await database.WriteAsync(session => numbers.Count(number => work(session, number)), cancellationToken);
        return changed;
    }

    private List<long> Find(string sql, DateTimeOffset instant) => database.Read(session =>
    {
        var find = session.Prepare(sql);
        find.Bind(1, instant);
        find.Bind(2, RowsInCommit);
        return find.ReadNumbers();
    });

    // It may have been renewed, or have arrived, since it was found.
    private static bool Holds(SqlStatement statement, long number, DateTimeOffset instant)
    {
        statement.Bind(1, number);
        statement.Bind(2, instant);
        return statement.ReadNumber() is not null;
    }
}
