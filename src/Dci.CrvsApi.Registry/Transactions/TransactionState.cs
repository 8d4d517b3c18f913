namespace Dci.CrvsApi.Registry.Transactions;

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
