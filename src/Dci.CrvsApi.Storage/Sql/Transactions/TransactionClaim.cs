using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Storage.Sql.Transactions;

/// <summary>Gives work to workers, and takes it back.</summary>
internal sealed class TransactionClaim(SqlDialect dialect)
{
    private const string ReadWork =
        """
        SELECT t.partner_id, t.kind, t.transaction_id, t.correlation_id, t.accepted_at, t.callback_address, b.request, t.form, b.content,
               t.content_id, t.total_count, t.completed_count, t.rejected_count, t.tries
        FROM txn t JOIN txn_body b ON b.txn_no = t.txn_no WHERE t.txn_no = @no
        """;

    private const string Postpone =
        """
        UPDATE txn SET worker_id = NULL, due_at = @due, tries = tries + 1, state = 1
        WHERE txn_no = @no AND worker_id = @worker AND finished_at IS NULL
        """;

    private readonly string _claim = dialect.ClaimTransactions;

    public IReadOnlyList<TransactionWork> Take(SqlSession session, string workerId, DateTimeOffset now, int limit)
    {
        var claim = session.Prepare(_claim);
        claim.Bind(1, workerId);
        claim.Bind(2, now);
        claim.Bind(3, limit);
        var numbers = claim.ReadNumbers();
        numbers.Sort();
        return numbers.ConvertAll(number => Read(session, number));
    }

    public static bool GiveBack(SqlSession session, long number, string workerId, DateTimeOffset dueAt)
    {
        var postpone = session.Prepare(Postpone);
        postpone.Bind(1, dueAt);
        postpone.Bind(2, number);
        postpone.Bind(3, workerId);
        return postpone.Execute() > 0;
    }

    private static TransactionWork Read(SqlSession session, long number)
    {
        var read = session.Prepare(ReadWork);
        read.Bind(1, number);
        try
        {
            return read.Read() ? Work(read, number) : throw new InvalidOperationException($"Transaction {number} is unfinished and has no content.");
        }
        finally
        {
            read.Reset();
        }
    }

    private static TransactionWork Work(SqlStatement row, long number) => new()
    {
        TransactionNo = number,
        PartnerId = row.Text(0),
        Kind = (TransactionKind)row.Int64(1),
        TransactionId = row.Text(2),
        CorrelationId = row.Text(3),
        AcceptedAt = row.Instant(4),
        CallbackAddress = row.TextOrNull(5),
        Request = row.Blob(6),
        Form = (ContentForm)row.Int64(7),
        Content = row.IsNull(8) ? default(ReadOnlyMemory<byte>) : row.Blob(8),
        ContentId = row.Int64OrNull(9),
        TotalCount = (int?)row.Int64OrNull(10),
        CompletedCount = (int)row.Int64(11),
        RejectedCount = (int)row.Int64(12),
        Tries = (int)row.Int64(13),
    };
}
