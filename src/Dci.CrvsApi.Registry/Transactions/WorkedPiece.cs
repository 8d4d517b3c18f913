using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Registry.Transactions;

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

    /// <summary>Subscriptions that the items made.</summary>
    public IReadOnlyList<NewSubscription> Subscriptions { get; init; } = [];

    /// <summary>Numbers of subscriptions that the items ended; what waits for them is removed.</summary>
    public IReadOnlyList<long> EndedSubscriptions { get; init; } = [];

    /// <summary>Number of items of the whole transaction, once it is known.</summary>
    public int? TotalCount { get; init; }

    /// <summary>The state that the transaction ends in; null while there is more to do.</summary>
    public WorkState? Finished { get; init; }
}

/// <summary>A piece of work that is on record.</summary>
/// <param name="Delivery">What is to be sent, as stored; null when there is nothing to send.</param>
public sealed record RecordedPiece(Delivery? Delivery);
