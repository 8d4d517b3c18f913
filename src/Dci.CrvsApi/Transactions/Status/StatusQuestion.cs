using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary>A question about earlier messages.</summary>
/// <param name="TransactionId">Of the question itself.</param>
/// <param name="Asked">What those messages asked for.</param>
/// <param name="Which">Which of them; null when subscriptions are asked after by their codes.</param>
internal sealed record StatusQuestion(string TransactionId, TransactionKind Asked, TransactionQuestion? Which)
{
    /// <summary>Subscriptions that are asked after by their codes; empty when messages are.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];
}
