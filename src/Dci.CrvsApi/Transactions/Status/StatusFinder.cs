using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary>Finds how a partner's own earlier messages stand, and the subscriptions that they made.</summary>
internal sealed class StatusFinder(ITransactionLog log, SubscriptionStates subscriptions)
{
    /// <param name="correlationId">Of the question.</param>
    public async ValueTask<StatusAnswer> FindAsync(Partner partner, StatusQuestion question, string correlationId, CancellationToken cancellationToken)
    {
        if (question.Codes.Count > 0)
            return await subscriptions.FindAsync(partner, question, question.Codes, correlationId, cancellationToken);
        var found = question.Which is { } which ? await log.FindAsync(partner.Id, which, cancellationToken) : [];
        TransactionState[] states = [.. found.Where(state => state.Kind == question.Asked)];
        if (states.Length > 0)
            return await KnownAsync(partner, question, correlationId, states, cancellationToken);
        // A subscription outlives what is kept of the message that made it.
        return question.Which is TransactionQuestion.ByCorrelation named && question.Asked != TransactionKind.Search
            ? await subscriptions.FindAsync(partner, question, [named.CorrelationId], correlationId, cancellationToken)
            : Unknown(question, correlationId);
    }

    public static StatusAnswer Unknown(StatusQuestion question, string correlationId) => new()
    {
        TransactionId = question.TransactionId,
        CorrelationId = correlationId,
        Asked = question.Asked,
        FoundTransactionId = question.Which is TransactionQuestion.ByTransaction asked ? asked.TransactionId : question.TransactionId,
        FoundCorrelationId = question.Which is TransactionQuestion.ByCorrelation named ? named.CorrelationId : correlationId,
        Known = false,
    };

    // Of items that several messages have, the newest counts.
    private async ValueTask<StatusAnswer> KnownAsync(Partner partner, StatusQuestion question, string correlationId, TransactionState[] states, CancellationToken cancellationToken)
    {
        var items = states.SelectMany(state => state.Items).DistinctBy(item => item.ReferenceId, StringComparer.Ordinal).Take(TransactionState.MostItems);
        return new StatusAnswer
        {
            TransactionId = question.TransactionId,
            CorrelationId = correlationId,
            Asked = question.Asked,
            FoundTransactionId = states[0].TransactionId,
            FoundCorrelationId = states[0].CorrelationId,
            Known = true,
            Total = states.Sum(state => state.TotalCount ?? state.CompletedCount),
            Completed = states.Sum(state => state.CompletedCount),
            Items = question.Asked == TransactionKind.Subscribe
                ? await subscriptions.MadeByAsync(partner, states, [.. items], cancellationToken)
                : [.. items.Select(item => new StatusItem(item, []) { Stands = item.State is WorkState.Received or WorkState.Pending })],
        };
    }
}
