using Dapper;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql;

/// <summary>
/// Messages seen and disclosures made. Remembering is one statement that the unique key decides, so two of the same
/// message can't both win.
/// </summary>
internal sealed class ExchangeLog(SqlDatabase database) : IExchangeLog
{
    private const string AddDisclosure =
        """
        INSERT INTO disclosure (partner_id, told_at, query_kind, events, record_ids, purpose)
        VALUES (@partner, @at, @kind, @events, @records, @purpose)
        """;

    private readonly string _remember = database.Dialect.RememberMessage;

    public Task<bool> TryRecordAsync(Exchange exchange, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Record(session, exchange), cancellationToken);

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var forget = session.Prepare("DELETE FROM message_seen WHERE forget_at <= @now");
                forget.Bind(1, now.ToUnixTimeMilliseconds());
                return forget.Execute();
            },
            cancellationToken);

    public Task<IReadOnlyList<Disclosure>> ListDisclosuresAsync(string? partnerId, int limit, CancellationToken cancellationToken)
    {
        const string columns = "partner_id AS PartnerId, told_at AS ToldAt, query_kind AS QueryKind, events AS Events, record_ids AS RecordIds, purpose AS Purpose";
        var sql = $"SELECT {columns} FROM disclosure {(partnerId is null ? "" : "WHERE partner_id = @partnerId")} ORDER BY disclosure_id DESC {database.Dialect.Page("@limit", "0")}";
        return Task.FromResult<IReadOnlyList<Disclosure>>(database.Read(session =>
            session.Connection.Query<Row>(sql, new { partnerId, limit }).Select(row => row.ToDisclosure()).ToList()));
    }

    private bool Record(SqlSession session, Exchange exchange)
    {
        var remember = session.Prepare(_remember);
        remember.Bind(1, exchange.PartnerId);
        remember.Bind(2, exchange.MessageDigest.Span);
        remember.Bind(3, exchange.ForgetAt.ToUnixTimeMilliseconds());
        remember.Bind(4, exchange.At.ToUnixTimeMilliseconds());
        if (remember.Execute() == 0)
            return false;

        foreach (var disclosure in exchange.Disclosures)
            Add(session.Prepare(AddDisclosure), disclosure);
        return true;
    }

    private static void Add(SqlStatement statement, Disclosure disclosure)
    {
        statement.Bind(1, disclosure.PartnerId);
        statement.Bind(2, disclosure.At.ToUnixTimeMilliseconds());
        statement.Bind(3, disclosure.QueryKind);
        statement.Bind(4, EventBits(disclosure.Events));
        statement.Bind(5, disclosure.RecordIds.Count == 1 ? disclosure.RecordIds[0] : string.Join('\n', disclosure.RecordIds));
        statement.Bind(6, disclosure.Purpose);
        statement.Execute();
    }

    private static long EventBits(IReadOnlyList<VitalEvent> events)
    {
        var bits = 0L;
        for (var i = 0; i < events.Count; i++)
            bits |= 1L << (int)events[i];
        return bits;
    }

    private sealed record Row(string PartnerId, long ToldAt, string QueryKind, long Events, string RecordIds, string? Purpose)
    {
        public Disclosure ToDisclosure() => new(
            PartnerId,
            DateTimeOffset.FromUnixTimeMilliseconds(ToldAt),
            QueryKind,
            [.. Enum.GetValues<VitalEvent>().Where(vitalEvent => (Events & (1L << (int)vitalEvent)) != 0)],
            RecordIds.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Purpose);
    }
}
