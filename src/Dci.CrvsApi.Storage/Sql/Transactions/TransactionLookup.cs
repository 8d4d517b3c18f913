using Dapper;
using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Storage.Sql.Transactions;

/// <summary>Answers how transactions stand. Every question names the partner, so that nobody sees another's.</summary>
internal sealed class TransactionLookup(SqlDatabase database)
{
    /// <summary>An id or reference that a partner uses again and again finds its newest uses only.</summary>
    private const int MostTransactions = 100;

    private const string Columns =
        """
        t.txn_no AS Number, t.kind AS Kind, t.transaction_id AS TransactionId, t.correlation_id AS CorrelationId, t.accepted_at AS AcceptedAt,
        t.finished_at AS FinishedAt, t.state AS State, t.total_count AS TotalCount, t.completed_count AS CompletedCount
        """;

    private const string ItemColumns = "i.reference_id AS ReferenceId, i.state AS State, i.done_at AS DoneAt, i.code AS Code, i.detail AS Detail";

    public static string ByTransaction(SqlDialect dialect) =>
        $"SELECT {Columns} FROM txn t WHERE t.partner_id = @partnerId AND t.transaction_id = @id ORDER BY t.txn_no DESC {dialect.Page("@most", "0")}";

    public static string ByCorrelation(SqlDialect dialect) =>
        $"SELECT {Columns} FROM txn t WHERE t.partner_id = @partnerId AND t.correlation_id = @id ORDER BY t.txn_no DESC {dialect.Page("@most", "0")}";

    public static string ByNumber { get; } = $"SELECT {Columns} FROM txn t WHERE t.txn_no = @number";

    public static string ByReference(SqlDialect dialect) =>
        $"SELECT i.txn_no AS Number, i.ordinal AS Ordinal, {ItemColumns} FROM txn_item i WHERE i.partner_id = @partnerId AND i.reference_id = @id ORDER BY i.txn_no DESC {dialect.Page("@most", "0")}";

    public static string ItemsOf(SqlDialect dialect) =>
        $"SELECT {ItemColumns} FROM txn_item i WHERE i.txn_no = @number ORDER BY CASE WHEN i.state IS NULL THEN 0 ELSE 1 END, i.ordinal {dialect.Page("@most", "0")}";

    public static string Unfinished(SqlDialect dialect) =>
        $"SELECT partner_id AS PartnerId, COUNT(*) AS Unfinished FROM {dialect.ByIndex("txn", "ix_txn_unfinished")} WHERE finished_at IS NULL GROUP BY partner_id";

    public IReadOnlyList<TransactionState> Find(string partnerId, TransactionQuestion question) => database.Read(session => question switch
    {
        TransactionQuestion.ByTransaction asked => Whole(session, ByTransaction(database.Dialect), partnerId, asked.TransactionId),
        TransactionQuestion.ByCorrelation asked => Whole(session, ByCorrelation(database.Dialect), partnerId, asked.CorrelationId),
        TransactionQuestion.ByReferences asked => OfReferences(session, partnerId, asked.ReferenceIds),
        _ => throw new ArgumentOutOfRangeException(nameof(question), question.GetType().Name, "Not a question that is known."),
    });

    public IReadOnlyDictionary<string, int> CountUnfinished() => database.Read(session => session.Connection
        .Query<(string PartnerId, long Unfinished)>(Unfinished(database.Dialect))
        .ToDictionary(row => row.PartnerId, row => (int)row.Unfinished, StringComparer.Ordinal));

    private List<TransactionState> Whole(SqlSession session, string sql, string partnerId, string id)
    {
        var items = ItemsOf(database.Dialect);
        return session.Connection.Query<TransactionRow>(sql, new { partnerId, id, most = MostTransactions }).AsList().ConvertAll(row =>
            row.ToState(session.Connection.Query<ItemRow>(items, new { number = row.Number, most = TransactionState.MostItems })));
    }

    private List<TransactionState> OfReferences(SqlSession session, string partnerId, IReadOnlyList<string> referenceIds)
    {
        var sql = ByReference(database.Dialect);
        return
        [
            .. referenceIds.Distinct(StringComparer.Ordinal)
                .SelectMany(id => session.Connection.Query<FoundItem>(sql, new { partnerId, id, most = MostTransactions }))
                .GroupBy(item => item.Number)
                .OrderByDescending(items => items.Key)
                .Take(TransactionState.MostItems)
                .Select(items => session.Connection.QuerySingle<TransactionRow>(ByNumber, new { number = items.Key }).ToState(InOrder(items))),
        ];
    }

    private static IEnumerable<ItemRow> InOrder(IEnumerable<FoundItem> items) =>
        items.OrderBy(item => item.State is null ? 0 : 1).ThenBy(item => item.Ordinal).Take(TransactionState.MostItems).Select(item => item.ToRow());

    private sealed record FoundItem(long Number, long Ordinal, string ReferenceId, long? State, long? DoneAt, string? Code, string? Detail)
    {
        public ItemRow ToRow() => new(ReferenceId, State, DoneAt, Code, Detail);
    }
}
