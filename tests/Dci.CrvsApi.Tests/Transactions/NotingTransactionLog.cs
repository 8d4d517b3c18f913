using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Tests.Transactions;

/// <summary>A log that keeps nothing: it notes what is given back, and says how much is unfinished when it can.</summary>
internal sealed class NotingTransactionLog : ITransactionLog
{
    public DateTimeOffset? Postponed { get; private set; }

    public Queue<Func<IReadOnlyDictionary<string, int>>> Unfinished { get; } = new();

    public Task PostponeAsync(long transactionNo, string workerId, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        Postponed = dueAt;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, int>> CountUnfinishedAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Unfinished.Count > 1 ? Unfinished.Dequeue()() : Unfinished.Peek()());

    public Task<Acceptance> AcceptAsync(NewTransaction transaction, CancellationToken cancellationToken) => throw new InvalidOperationException();

    public Task<IReadOnlyList<TransactionWork>> ClaimAsync(string workerId, DateTimeOffset now, int limit, CancellationToken cancellationToken) => throw new InvalidOperationException();

    public Task ListItemsAsync(long transactionNo, int firstOrdinal, IReadOnlyList<string> referenceIds, CancellationToken cancellationToken) => throw new InvalidOperationException();

    public Task<RecordedPiece?> RecordAsync(WorkedPiece piece, CancellationToken cancellationToken) => throw new InvalidOperationException();

    public Task<IReadOnlyList<TransactionState>> FindAsync(string partnerId, TransactionQuestion question, CancellationToken cancellationToken) => throw new InvalidOperationException();

    public Task<int> PruneAsync(DateTimeOffset eraseBefore, DateTimeOffset forgetBefore, int limit, CancellationToken cancellationToken) => throw new InvalidOperationException();
}
