using Dci.CrvsApi.Registry.Hub;

namespace Dci.CrvsApi.Storage.Sql.Hub;

/// <summary>Gives due intents to who asks, for a while.</summary>
internal sealed class HubIntentClaim(SqlDialect dialect)
{
    private const string TakeOne = "UPDATE hub_intent SET claimed = 1, due_at = @until WHERE intent_no = @no";
    private const string Busy = "SELECT COUNT(*) FROM hub_intent WHERE partner_id = @partner AND claimed = 1 AND due_at > @now";
    private const string Sibling = "SELECT COUNT(*) FROM hub_intent WHERE digest = @digest AND claimed = 1 AND due_at > @now";

    // More than are wanted, since some may have to wait for others.
    private const int Candidates = 4;

    private readonly string _any = $"SELECT intent_no FROM hub_intent WHERE due_at <= @now ORDER BY due_at {dialect.Page("1", "0")}";

    private readonly string _due =
        $"""
        SELECT intent_no, partner_id, mode, callback, topic, lease_seconds, secret, digest, reason, received_at, tries
        FROM hub_intent WHERE due_at <= @now ORDER BY due_at, intent_no {dialect.Page("@limit", "0")}
        """;

    public bool IsAnyDue(SqlSession session, DateTimeOffset now)
    {
        var any = session.Prepare(_any);
        any.Bind(1, now);
        return any.ReadNumber() is not null;
    }

    public List<HubIntent> Take(SqlSession session, DateTimeOffset now, DateTimeOffset until, HubClaim limits)
    {
        var taken = new List<HubIntent>();
        foreach (var intent in Due(session, now, limits.All * Candidates))
        {
            if (taken.Count == limits.All)
                break;
            if (Number(session, Busy, now, statement => statement.Bind(1, intent.PartnerId)) >= limits.OfPartner
                || Number(session, Sibling, now, statement => statement.Bind(1, intent.Digest.Span)) > 0)
                continue;
            var take = session.Prepare(TakeOne);
            take.Bind(1, until);
            take.Bind(2, intent.IntentNo);
            take.Execute();
            taken.Add(intent);
        }

        return taken;
    }

    private List<HubIntent> Due(SqlSession session, DateTimeOffset now, int limit)
    {
        var due = session.Prepare(_due);
        due.Bind(1, now);
        due.Bind(2, limit);
        try
        {
            var intents = new List<HubIntent>();
            while (due.Read())
                intents.Add(Row(due));
            return intents;
        }
        finally
        {
            due.Reset();
        }
    }

    private static long Number(SqlSession session, string sql, DateTimeOffset now, Action<SqlStatement> bind)
    {
        var statement = session.Prepare(sql);
        bind(statement);
        statement.Bind(2, now);
        return statement.ReadNumber() ?? 0;
    }

    private static HubIntent Row(SqlStatement row) => new()
    {
        IntentNo = row.Int64(0),
        PartnerId = row.Text(1),
        Mode = (HubIntentMode)row.Int64(2),
        Callback = row.Text(3),
        Topic = row.Text(4),
        LeaseSeconds = row.Int64(5),
        Secret = row.Blob(6),
        Digest = row.Blob(7),
        Reason = row.Text(8),
        ReceivedAt = row.Instant(9),
        Tries = (int)row.Int64(10),
    };
}
