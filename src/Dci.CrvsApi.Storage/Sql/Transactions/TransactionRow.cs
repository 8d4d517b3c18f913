using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Storage.Sql.Transactions;

/// <summary>A transaction as its state is read.</summary>
internal sealed record TransactionRow(
    long Number,
    long Kind,
    string TransactionId,
    string CorrelationId,
    long AcceptedAt,
    long? FinishedAt,
    long State,
    long? TotalCount,
    long CompletedCount)
{
    public TransactionState ToState(IEnumerable<ItemRow> items) => new(
        (TransactionKind)Kind,
        TransactionId,
        CorrelationId,
        DateTimeOffset.FromUnixTimeMilliseconds(AcceptedAt),
        FinishedAt is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null,
        (WorkState)State,
        (int?)TotalCount,
        (int)CompletedCount,
        [.. items.Select(item => item.ToState(this))]);
}

/// <summary>An item as its state is read; one that is not done stands as its transaction does.</summary>
internal sealed record ItemRow(string ReferenceId, long? State, long? DoneAt, string? Code, string? Detail)
{
    public ItemState ToState(TransactionRow transaction) => new(
        ReferenceId,
        (WorkState)(State ?? transaction.State),
        DateTimeOffset.FromUnixTimeMilliseconds(DoneAt ?? transaction.FinishedAt ?? transaction.AcceptedAt),
        Code,
        Detail);
}
