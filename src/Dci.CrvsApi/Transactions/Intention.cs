using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Transactions;

/// <summary>What an asynchronous message asks for, once every rule that is asked before the acknowledgement has passed.</summary>
internal sealed record Intention
{
    public required TransactionKind Kind { get; init; }

    /// <summary>As sent; at most 99 characters.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Number of items.</summary>
    public required int Count { get; init; }

    /// <summary>References of the items in their order; empty when there are more than <see cref="MostListed"/>.</summary>
    public IReadOnlyList<string> ReferenceIds { get; init; } = [];

    /// <summary>Most items whose references are written down before the acknowledgement; the worker lists those of longer messages.</summary>
    public const int MostListed = 2000;
}
