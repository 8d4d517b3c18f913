using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Subscriptions.Requests;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary>How earlier messages stand.</summary>
internal sealed record StatusAnswer
{
    /// <summary>Of the question.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Of the question.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>What the messages asked for.</summary>
    public required TransactionKind Asked { get; init; }

    /// <summary>Of the newest message; of the question when none was found.</summary>
    public required string FoundTransactionId { get; init; }

    /// <summary>Of the newest message; of the question when none was found.</summary>
    public required string FoundCorrelationId { get; init; }

    /// <summary>Whether any message was found.</summary>
    public required bool Known { get; init; }

    /// <summary>Number of items of the messages found.</summary>
    public int Total { get; init; }

    /// <summary>How many of them are finished.</summary>
    public int Completed { get; init; }

    public IReadOnlyList<StatusItem> Items { get; init; } = [];
}

/// <summary>How one item of an earlier message stands.</summary>
/// <param name="Subscriptions">Those that it made; empty for a search.</param>
internal sealed record StatusItem(ItemState State, IReadOnlyList<SubscriptionFace> Subscriptions)
{
    /// <summary>Whether the subscription stands that an item of a request to be told no more names.</summary>
    public bool Stands { get; init; }
}
