using Dapper;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql;

/// <summary>Messages seen and disclosures made.</summary>
internal sealed class ExchangeLog(SqlDatabase database) : IExchangeLog
{
    private readonly MessageMemory _memory = new(database.Dialect);

    public Task<bool> TryRecordAsync(Exchange exchange, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Record(session, exchange), cancellationToken);

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var forget = session.Prepare("DELETE FROM message_seen WHERE forget_at <= @now");
                forget.Bind(1, now);
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
        if (!_memory.TryRemember(session, new SeenMessage(exchange.PartnerId, exchange.MessageDigest, exchange.CipherDigest, exchange.At, exchange.ForgetAt)))
            return false;
        DisclosureInsert.Run(session, exchange.Disclosures);
        return true;
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
