using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary>A question about earlier messages.</summary>
/// <param name="TransactionId">Of the question itself.</param>
/// <param name="Asked">What those messages asked for.</param>
/// <param name="Which">Which of them; null when they are named by something that no message of this server has.</param>
internal sealed record StatusQuestion(string TransactionId, TransactionKind Asked, TransactionQuestion? Which);
