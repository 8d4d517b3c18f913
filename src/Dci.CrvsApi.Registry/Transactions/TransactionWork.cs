namespace Dci.CrvsApi.Registry.Transactions;

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
