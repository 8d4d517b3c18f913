using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Exchanges;

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

/// <summary>What an asynchronous message asks for.</summary>
public enum TransactionKind
{
    Search = 1,
    TxnStatus = 2,
    Subscribe = 3,
    Unsubscribe = 4,
}

/// <summary>How a message's content is kept.</summary>
public enum ContentForm
{
    /// <summary>The JSON of <c>message</c>.</summary>
    Json = 1,

    /// <summary>The JSON of an encrypted <c>message</c>, as received.</summary>
    Encrypted = 2,

    /// <summary>A CSV file.</summary>
    Csv = 3,
}

/// <summary>How far a transaction or one of its items has come.</summary>
public enum WorkState
{
    Received = 0,
    Pending = 1,
    Succeeded = 2,
    Rejected = 3,
}

/// <summary>An asynchronous message that passed every check and is about to be acknowledged.</summary>
public sealed record NewTransaction
{
    public required string PartnerId { get; init; }

    public required TransactionKind Kind { get; init; }

    /// <summary>As sent; at most 99 characters.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Made by this server: a version 7 UUID as text.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>SHA-256 of the message id.</summary>
    public required ReadOnlyMemory<byte> MessageDigest { get; init; }

    /// <summary>SHA-256 of the body as received.</summary>
    public required ReadOnlyMemory<byte> BodyDigest { get; init; }

    /// <summary>SHA-256 that names the ciphertext, whoever sends it; empty for a message in clear.</summary>
    public ReadOnlyMemory<byte> CipherDigest { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>From when the message id may be used again.</summary>
    public required DateTimeOffset ForgetAt { get; init; }

    /// <summary>Where the outcome goes, null when it waits to be asked for.</summary>
    public string? CallbackAddress { get; init; }

    /// <summary>What the callback repeats of the request, in a form of the host's own.</summary>
    public required ReadOnlyMemory<byte> Request { get; init; }

    public required ContentForm Form { get; init; }

    /// <summary>The content when it is short; empty when <see cref="ContentId"/> is set.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The content when it is long and was stored before.</summary>
    public long? ContentId { get; init; }

    /// <summary>Number of items; null when nobody has counted them yet (CSV).</summary>
    public int? TotalCount { get; init; }

    /// <summary>References of the items in their order; empty when there are too many to list them before the acknowledgement.</summary>
    public IReadOnlyList<string> ReferenceIds { get; init; } = [];

    /// <summary>The worker that does the work at once; null to leave it to whoever asks.</summary>
    public string? WorkerId { get; init; }
}

/// <summary>What came of taking a message in.</summary>
public abstract record Acceptance
{
    private Acceptance()
    {
    }

    /// <summary>It is taken in.</summary>
    public sealed record Accepted(long TransactionNo) : Acceptance;

    /// <summary>The very same message was taken in before.</summary>
    public sealed record Repeated(string CorrelationId, DateTimeOffset AcceptedAt) : Acceptance;

    /// <summary>The message id was used for another message, or the ciphertext was sent before.</summary>
    public sealed record Used : Acceptance;
}

/// <summary>A transaction that a worker has.</summary>
public sealed record TransactionWork
{
    public required long TransactionNo { get; init; }

    public required string PartnerId { get; init; }

    public required TransactionKind Kind { get; init; }

    public required string TransactionId { get; init; }

    public required string CorrelationId { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    public string? CallbackAddress { get; init; }

    public required ReadOnlyMemory<byte> Request { get; init; }

    public required ContentForm Form { get; init; }

    public ReadOnlyMemory<byte> Content { get; init; }

    public long? ContentId { get; init; }

    public int? TotalCount { get; init; }

    /// <summary>How many items are done: work goes on with the next.</summary>
    public int CompletedCount { get; init; }

    /// <summary>How many of them were rejected.</summary>
    public int RejectedCount { get; init; }

    /// <summary>How often it was tried and given back.</summary>
    public int Tries { get; init; }
}

/// <summary>What one item came to.</summary>
/// <param name="Ordinal">Its place in the message, from 0.</param>
/// <param name="Code">A <c>rjct.*</c> code, null when it was answered.</param>
/// <param name="Detail">Words for the sender, null when it was answered.</param>
public sealed record ItemResult(int Ordinal, string ReferenceId, string? Code, string? Detail);

/// <summary>A piece of the work on a transaction: all of it for a short message.</summary>
public sealed record WorkedPiece
{
    public required long TransactionNo { get; init; }

    /// <summary>Who has the transaction.</summary>
    public required string WorkerId { get; init; }

    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<ItemResult> Items { get; init; } = [];

    public IReadOnlyList<Disclosure> Disclosures { get; init; } = [];

    /// <summary>What is to be sent, null when the outcome waits to be asked for.</summary>
    public NewDelivery? Delivery { get; init; }

    /// <summary>Number of items of the whole transaction, once it is known.</summary>
    public int? TotalCount { get; init; }

    /// <summary>The state that the transaction ends in; null while there is more to do.</summary>
    public WorkState? Finished { get; init; }
}

/// <summary>A piece of work that is on record.</summary>
/// <param name="Delivery">What is to be sent, as stored; null when there is nothing to send.</param>
public sealed record RecordedPiece(Delivery? Delivery);

/// <summary>Which transactions a partner asks about.</summary>
public abstract record TransactionQuestion
{
    private TransactionQuestion()
    {
    }

    public sealed record ByTransaction(string TransactionId) : TransactionQuestion;

    public sealed record ByCorrelation(string CorrelationId) : TransactionQuestion;

    /// <summary>Items by their references; unknown ones are passed over.</summary>
    public sealed record ByReferences(IReadOnlyList<string> ReferenceIds) : TransactionQuestion;
}

/// <summary>How a transaction stands.</summary>
/// <param name="Items">At most <see cref="MostItems"/> of those asked about, unfinished ones first, then in their order.</param>
public sealed record TransactionState(
    TransactionKind Kind,
    string TransactionId,
    string CorrelationId,
    DateTimeOffset AcceptedAt,
    DateTimeOffset? FinishedAt,
    WorkState State,
    int? TotalCount,
    int CompletedCount,
    IReadOnlyList<ItemState> Items)
{
    public const int MostItems = 1000;
}

/// <summary>How one item stands.</summary>
/// <param name="At">When it was finished, or taken in while it is not.</param>
public sealed record ItemState(string ReferenceId, WorkState State, DateTimeOffset At, string? Code, string? Detail);
