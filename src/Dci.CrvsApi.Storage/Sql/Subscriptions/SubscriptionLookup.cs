using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>Reads subscriptions, one or many.</summary>
internal sealed class SubscriptionLookup(SqlDatabase database)
{
    public const string ByCode = $"SELECT {SubscriptionRow.Columns} FROM subscription s WHERE s.code = @code";

    /// <summary>One message can make several: the first that has not ended stands for it.</summary>
    public const string ByCorrelation =
        $"SELECT {SubscriptionRow.Columns} FROM subscription s WHERE s.correlation_id = @correlation ORDER BY CASE WHEN s.state < 4 THEN 0 ELSE 1 END, s.subscription_no";

    private const string ReadBody = "SELECT definition, secret FROM subscription_body WHERE subscription_no = @no";

    public static string CountOf(SqlDialect dialect) =>
        $"SELECT COUNT(*), COALESCE(SUM(scanned), 0) FROM {dialect.ByIndex("subscription", "ix_subscription_count")} WHERE partner_id = @partner AND state < 4";

    public static string ByState(SqlDialect dialect) =>
        $"SELECT state, COUNT(*) FROM {dialect.ByIndex("subscription", "ix_subscription_count")} WHERE state < 4 GROUP BY state";

    /// <summary>A lane that fails is not filled: only its first one is tried.</summary>
    public static string Ready(SqlDialect dialect) =>
        $"""
        SELECT {SubscriptionRow.Columns} FROM {dialect.ByIndex("subscription s", "ix_subscription_ready")}
        WHERE s.state = 1 AND s.collect_at IS NULL AND s.dispatched_sequence < s.last_sequence
            AND s.address IS NOT NULL AND s.open_deliveries <= @half AND s.subscription_no > @after AND (s.ordered = 0 OR s.failing_since IS NULL OR s.open_deliveries = 0)
        ORDER BY s.subscription_no {dialect.Page("@limit", "0")}
        """;

    public static string Collected(SqlDialect dialect) =>
        $"""
        SELECT {SubscriptionRow.Columns} FROM {dialect.ByIndex("subscription s", "ix_subscription_collect")}
        WHERE s.state = 1 AND s.collect_at IS NOT NULL AND s.collect_at <= @now AND s.address IS NOT NULL
        ORDER BY s.collect_at {dialect.Page("@limit", "0")}
        """;

    public static string Sql(SubscriptionFilter filter, SqlDialect dialect)
    {
        var conditions = new List<string>();
        if (filter.PartnerId is not null)
            conditions.Add("s.partner_id = @partner");
        if (filter.Binding is not null)
            conditions.Add("s.binding = @binding");
        if (filter.State is not null)
            conditions.Add("s.state = @state");
        if (filter.Before is not null)
            conditions.Add("s.subscription_no < @before");
        if (filter.CorrelationId is not null)
            conditions.Add("s.correlation_id = @correlation");
        var from = filter.CorrelationId is null ? "subscription s" : dialect.ByIndex("subscription s", "ix_subscription_correlation");
        var where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        return $"SELECT {SubscriptionRow.Columns} FROM {from} {where} ORDER BY s.subscription_no DESC {dialect.Page("@limit", "0")}";
    }

    public Subscription? Find(string? partnerId, string codeOrAlias) =>
        (One(ByCode, codeOrAlias) ?? One(ByCorrelation, codeOrAlias)) is { } found && (partnerId is null || found.PartnerId == partnerId) ? found : null;

    public SubscriptionBody? Body(long number) => database.Read(session =>
    {
        var read = session.Prepare(ReadBody);
        read.Bind(1, number);
        try
        {
            return read.Read() ? new SubscriptionBody(read.Blob(0), read.Blob(1)) : null;
        }
        finally
        {
            read.Reset();
        }
    });

    public SubscriptionCount Count(string partnerId) => database.Read(session =>
    {
        var count = session.Prepare(CountOf(database.Dialect));
        count.Bind(1, partnerId);
        try
        {
            return count.Read() ? new SubscriptionCount((int)count.Int64(0), (int)count.Int64(1)) : new SubscriptionCount(0, 0);
        }
        finally
        {
            count.Reset();
        }
    });

    public IReadOnlyDictionary<SubscriptionState, int> CountByState() => database.Read(session =>
    {
        var count = session.Prepare(ByState(database.Dialect));
        try
        {
            var counts = new Dictionary<SubscriptionState, int>();
            while (count.Read())
                counts.Add((SubscriptionState)count.Int64(0), (int)count.Int64(1));
            return counts;
        }
        finally
        {
            count.Reset();
        }
    });

    public IReadOnlyList<Subscription> List(SubscriptionFilter filter) => database.Read(session =>
    {
        var list = session.Prepare(Sql(filter, database.Dialect));
        if (filter.PartnerId is { } partner)
            list.Bind(list.ParameterOf("@partner"), partner);
        if (filter.Binding is { } binding)
            list.Bind(list.ParameterOf("@binding"), (long)binding);
        if (filter.State is { } state)
            list.Bind(list.ParameterOf("@state"), (long)state);
        if (filter.Before is { } before)
            list.Bind(list.ParameterOf("@before"), before);
        if (filter.CorrelationId is { } correlation)
            list.Bind(list.ParameterOf("@correlation"), correlation);
        list.Bind(list.ParameterOf("@limit"), filter.Limit);
        return SubscriptionRow.ReadAll(list);
    });

    public IReadOnlyList<Subscription> ListReady(DateTimeOffset now, int window, long after, int limit) => database.Read(session =>
    {
        var collected = session.Prepare(Collected(database.Dialect));
        collected.Bind(1, now);
        collected.Bind(2, limit);
        var ready = SubscriptionRow.ReadAll(collected);
        var waiting = session.Prepare(Ready(database.Dialect));
        waiting.Bind(1, window / 2);
        waiting.Bind(2, after);
        waiting.Bind(3, limit - ready.Count);
        ready.AddRange(SubscriptionRow.ReadAll(waiting));
        return ready;
    });

    private Subscription? One(string sql, string text) => database.Read(session =>
    {
        var find = session.Prepare(sql);
        find.Bind(1, text);
        return SubscriptionRow.ReadOne(find);
    });
}
