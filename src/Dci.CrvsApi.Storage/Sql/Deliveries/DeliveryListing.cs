using Dapper;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Storage.Sql.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Deliveries;

/// <summary>Shows deliveries to operators, without what they carry.</summary>
internal sealed class DeliveryListing(SqlDatabase database)
{
    public const string Dead = "SELECT COUNT(*) FROM delivery WHERE state = 2 AND settled_at IS NOT NULL";

    private const string Columns =
        """
        delivery_no AS Number, message_id AS MessageId, partner_id AS PartnerId, action AS Action, correlation_id AS CorrelationId, destination AS Destination,
        state AS State, attempts AS Attempts, created_at AS CreatedAt, due_at AS DueAt, give_up_at AS GiveUpAt, settled_at AS SettledAt, reason AS Reason, erased AS Erased
        """;

    private const string ByMessage = $"SELECT {Columns} FROM delivery WHERE message_id = @messageId";

    private const string AttemptsOf =
        "SELECT number AS Number, at AS At, status AS Status, duration AS Duration, fault AS Fault FROM delivery_attempt WHERE delivery_no = @number ORDER BY number";

    public static string Waiting(SqlDialect dialect) =>
        $"""
        SELECT partner_id AS PartnerId, COUNT(*) - COUNT(subscription_no) AS Asked, COUNT(subscription_no) AS Told, MIN(due_at) AS OldestDueAt
        FROM {dialect.ByIndex("delivery", "ix_delivery_waiting")} WHERE state = 0 GROUP BY partner_id
        """;

    public IReadOnlyList<DeliverySummary> List(DeliveryFilter filter) => database.Read(session =>
        session.Connection.Query<Row>(Sql(filter, database.Dialect), new { filter.PartnerId, filter.Before, filter.Limit }).Select(row => row.ToSummary()).ToList());

    public DeliveryHistory? Find(string messageId) => database.Read(session =>
        session.Connection.QuerySingleOrDefault<Row>(ByMessage, new { messageId }) is { } row
            ? new DeliveryHistory(row.ToSummary(), [.. session.Connection.Query<Attempt>(AttemptsOf, new { number = row.Number }).Select(attempt => attempt.ToAttempt())])
            : null);

    public DeliveryBacklog Backlog() => database.Read(session =>
    {
        var waiting = session.Connection.Query<(string PartnerId, long Asked, long Told, long OldestDueAt)>(Waiting(database.Dialect)).AsList();
        return new DeliveryBacklog(
            waiting.Where(row => row.Asked > 0).ToDictionary(row => row.PartnerId, row => (int)row.Asked, StringComparer.Ordinal),
            (int)session.Connection.ExecuteScalar<long>(Dead),
            waiting.Count == 0 ? null : DueAt(waiting.Min(row => row.OldestDueAt)))
        {
            WaitingForSubscriptions = (int)waiting.Sum(row => row.Told),
        };
    });

    private static DateTimeOffset? DueAt(long instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant) is var due && due < WaitingDeliveries.Parked ? due : null;

    public static string Sql(DeliveryFilter filter, SqlDialect dialect)
    {
        // States are written out: only then is an index of one state considered.
        var conditions = new List<string>();
        if (filter.State is { } state)
            conditions.Add(state == DeliveryState.Waiting ? "state = 0" : $"state = {(int)state} AND settled_at IS NOT NULL");
        if (filter.PartnerId is not null)
            conditions.Add("partner_id = @PartnerId");
        if (filter.Before is not null)
            conditions.Add("delivery_no < (SELECT b.delivery_no FROM delivery b WHERE b.message_id = @Before)");
        var where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        return $"SELECT {Columns} FROM delivery {where} ORDER BY delivery_no DESC {dialect.Page("@Limit", "0")}";
    }

    private sealed record Row(
        long Number, string MessageId, string PartnerId, string Action, string CorrelationId, string Destination, long State, long Attempts,
        long CreatedAt, long DueAt, long GiveUpAt, long? SettledAt, string? Reason, long Erased)
    {
        public DeliverySummary ToSummary() => new(
            MessageId,
            PartnerId,
            Action,
            CorrelationId,
            Destination,
            (DeliveryState)State,
            (int)Attempts,
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            State == (long)DeliveryState.Waiting ? DeliveryListing.DueAt(DueAt) : null,
            DateTimeOffset.FromUnixTimeMilliseconds(GiveUpAt),
            SettledAt is { } settled ? DateTimeOffset.FromUnixTimeMilliseconds(settled) : null,
            Reason,
            Erased != 0);
    }

    private sealed record Attempt(long Number, long At, long? Status, long Duration, string? Fault)
    {
        public DeliveryAttempt ToAttempt() =>
            new((int)Number, DateTimeOffset.FromUnixTimeMilliseconds(At), (int?)Status, TimeSpan.FromTicks(Duration), Fault);
    }
}
