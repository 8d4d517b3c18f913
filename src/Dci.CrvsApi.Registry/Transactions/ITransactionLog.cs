namespace Dci.CrvsApi.Registry.Transactions;

/// <summary>
/// Port to the log of asynchronous messages: what was acknowledged, how far the work on it has come, and what came of it.
/// Every write is durable when its task completes.
/// </summary>
public interface ITransactionLog
{
    /// <summary>
    /// Takes a message in: its ids are used up and its work is due, in one durable transaction.
    /// A repetition (same partner, message id and body, not yet forgotten) gives back the first acceptance and writes nothing.
    /// </summary>
    Task<Acceptance> AcceptAsync(NewTransaction transaction, CancellationToken cancellationToken);

    /// <summary>
    /// Takes work that is due and that nobody has, oldest first, for this worker. Empty when there is none.
    /// </summary>
    Task<IReadOnlyList<TransactionWork>> ClaimAsync(string workerId, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Lists the items of a message that was too long to list them when it was taken in; those listed before are passed over.</summary>
    Task ListItemsAsync(long transactionNo, int firstOrdinal, IReadOnlyList<string> referenceIds, CancellationToken cancellationToken);

    /// <summary>
    /// Records a piece of work: what was disclosed, what each item came to, how far the transaction has come, and what is to be delivered; all or nothing.
    /// Null, with nothing written, when the worker does not have the transaction any more or the items are not the next; else what was recorded.
    /// </summary>
    Task<RecordedPiece?> RecordAsync(WorkedPiece piece, CancellationToken cancellationToken);

    /// <summary>Gives work back, to be taken again from <paramref name="dueAt"/> on; counts as one try. Nothing when the worker does not have it.</summary>
    Task PostponeAsync(long transactionNo, string workerId, DateTimeOffset dueAt, CancellationToken cancellationToken);

    /// <summary>
    /// The transactions of this partner that the question names, newest first; empty when there are none. Never another partner's.
    /// Of an id or a reference that was used again and again, the 100 newest uses.
    /// </summary>
    Task<IReadOnlyList<TransactionState>> FindAsync(string partnerId, TransactionQuestion question, CancellationToken cancellationToken);

    /// <summary>How many transactions are taken in and not finished, by partner; partners without any are left out.</summary>
    Task<IReadOnlyDictionary<string, int>> CountUnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>Erases the content of transactions finished before <paramref name="eraseBefore"/>, and forgets those finished before <paramref name="forgetBefore"/>, a limited number at a time; how many rows it touched.</summary>
    Task<int> PruneAsync(DateTimeOffset eraseBefore, DateTimeOffset forgetBefore, int limit, CancellationToken cancellationToken);
}
