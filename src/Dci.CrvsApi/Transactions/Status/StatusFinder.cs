using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary>Finds how a partner's own earlier messages stand.</summary>
internal sealed class StatusFinder(ITransactionLog log)
{
    /// <param name="correlationId">Of the question.</param>
    public async ValueTask<StatusAnswer> FindAsync(Partner partner, StatusQuestion question, string correlationId, CancellationToken cancellationToken)
    {
        var found = question.Which is { } which ? await log.FindAsync(partner.Id, which, cancellationToken) : [];
        TransactionState[] states = [.. found.Where(state => state.Kind == question.Asked)];
        return states.Length == 0 ? Unknown(question, correlationId) : Known(question, correlationId, states);
    }

    private static StatusAnswer Unknown(StatusQuestion question, string correlationId) => new()
    {
        TransactionId = question.TransactionId,
        CorrelationId = correlationId,
        Asked = question.Asked,
        FoundTransactionId = question.Which is TransactionQuestion.ByTransaction asked ? asked.TransactionId : question.TransactionId,
        FoundCorrelationId = question.Which is TransactionQuestion.ByCorrelation named ? named.CorrelationId : correlationId,
        Known = false,
    };

    // Of items that several messages have, the newest counts.
    private static StatusAnswer Known(StatusQuestion question, string correlationId, TransactionState[] states) => new()
    {
        TransactionId = question.TransactionId,
        CorrelationId = correlationId,
        Asked = question.Asked,
        FoundTransactionId = states[0].TransactionId,
        FoundCorrelationId = states[0].CorrelationId,
        Known = true,
        Total = states.Sum(state => state.TotalCount ?? state.CompletedCount),
        Completed = states.Sum(state => state.CompletedCount),
        Items = [.. states.SelectMany(state => state.Items).DistinctBy(item => item.ReferenceId, StringComparer.Ordinal).Take(TransactionState.MostItems)],
    };
}
