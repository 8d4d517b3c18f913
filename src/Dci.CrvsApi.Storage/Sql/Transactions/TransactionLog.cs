using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Storage.Sql.Contents;

namespace Dci.CrvsApi.Storage.Sql.Transactions;

/// <summary>Asynchronous messages as rows: each step of their way is one commit, shared with whoever writes at that moment.</summary>
internal sealed class TransactionLog(SqlDatabase database, ContentStore contents) : ITransactionLog
{
    private const int ItemsInCommit = 1000;

    private readonly TransactionIntake _intake = new(database.Dialect);
    private readonly TransactionClaim _claim = new(database.Dialect);
    private readonly PieceRecord _record = new(database.Dialect);
    private readonly TransactionLookup _lookup = new(database);
    private readonly TransactionPruning _pruning = new(database, contents);

    public Task<Acceptance> AcceptAsync(NewTransaction transaction, CancellationToken cancellationToken) =>
        database.WriteAsync(session => _intake.Accept(session, transaction), cancellationToken);

    public Task<IReadOnlyList<TransactionWork>> ClaimAsync(string workerId, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.WriteAsync(session => _claim.Take(session, workerId, now, limit), cancellationToken);

    public async Task ListItemsAsync(long transactionNo, int firstOrdinal, IReadOnlyList<string> referenceIds, CancellationToken cancellationToken)
    {
        for (var from = 0; from < referenceIds.Count; from += ItemsInCommit)
        {
            var (first, to) = (from, Math.Min(from + ItemsInCommit, referenceIds.Count));
            await database.WriteAsync(
                session =>
                {
                    for (var i = first; i < to; i++)
                        TransactionItems.AddMissing(session, transactionNo, firstOrdinal + i, referenceIds[i]);
                    return true;
                },
                cancellationToken);
        }
    }

    public Task<RecordedPiece?> RecordAsync(WorkedPiece piece, CancellationToken cancellationToken) =>
        database.WriteAsync(session => _record.Run(session, piece), cancellationToken);

    public Task PostponeAsync(long transactionNo, string workerId, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        database.WriteAsync(session => TransactionClaim.GiveBack(session, transactionNo, workerId, dueAt), cancellationToken);

    public Task<IReadOnlyList<TransactionState>> FindAsync(string partnerId, TransactionQuestion question, CancellationToken cancellationToken) =>
        Task.FromResult(_lookup.Find(partnerId, question));

    public Task<IReadOnlyDictionary<string, int>> CountUnfinishedAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_lookup.CountUnfinished());

    public Task<int> PruneAsync(DateTimeOffset eraseBefore, DateTimeOffset forgetBefore, int limit, CancellationToken cancellationToken) =>
        _pruning.RunAsync(eraseBefore, forgetBefore, limit, cancellationToken);
}
