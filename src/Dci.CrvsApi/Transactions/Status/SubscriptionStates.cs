using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Subscriptions.Requests;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary>How a partner's own subscriptions stand, put as the answer to a question about the messages that made or ended them.</summary>
internal sealed class SubscriptionStates(OwnSubscriptions subscriptions)
{
    /// <summary>By code, or by the correlation id that stands for all that a request made; what is unknown is passed over.</summary>
    public async ValueTask<StatusAnswer> FindAsync(Partner partner, StatusQuestion question, IReadOnlyList<string> codes, string correlationId, CancellationToken cancellationToken)
    {
        var found = new List<(string Code, Subscription Subscription)>();
        foreach (var code in codes)
        {
            if (found.Count >= TransactionState.MostItems)
                break;
            found.AddRange((await subscriptions.FindAsync(partner.Id, code, cancellationToken)).Select(each => (code, each)));
        }

        return found.Count == 0 ? StatusFinder.Unknown(question, correlationId) : new StatusAnswer
        {
            TransactionId = question.TransactionId,
            CorrelationId = correlationId,
            Asked = question.Asked,
            FoundTransactionId = found[0].Subscription.TransactionId,
            FoundCorrelationId = found[0].Subscription.CorrelationId,
            Known = true,
            Total = found.Count,
            Completed = found.Count,
            Items = question.Asked == TransactionKind.Unsubscribe ? [.. found.Select(each => Ending(each.Code, each.Subscription))] : await MadeAsync(found, cancellationToken),
        };
    }

    /// <summary>The items of requests to be told, each with the subscription that it made.</summary>
    public async ValueTask<IReadOnlyList<StatusItem>> MadeByAsync(Partner partner, IReadOnlyList<TransactionState> requests, IReadOnlyList<ItemState> items, CancellationToken cancellationToken)
    {
        var made = new Dictionary<string, SubscriptionFace>(StringComparer.Ordinal);
        foreach (var request in requests)
            foreach (var subscription in await subscriptions.MadeByAsync(partner.Id, request.CorrelationId, cancellationToken))
                if (made.Count < TransactionState.MostItems && !made.ContainsKey(subscription.ReferenceId))
                    made.Add(subscription.ReferenceId, await subscriptions.FaceAsync(subscription, cancellationToken));
        return [.. items.Select(item => new StatusItem(item, made.TryGetValue(item.ReferenceId, out var face) ? [face] : []))];
    }

    private async ValueTask<IReadOnlyList<StatusItem>> MadeAsync(List<(string Code, Subscription Subscription)> found, CancellationToken cancellationToken)
    {
        var items = new List<StatusItem>(found.Count);
        foreach (var (_, subscription) in found)
            items.Add(new StatusItem(new ItemState(subscription.ReferenceId, WorkState.Succeeded, subscription.ChangedAt, null, null), [await subscriptions.FaceAsync(subscription, cancellationToken)]));
        return items;
    }

    private static StatusItem Ending(string code, Subscription subscription)
    {
        var face = SubscriptionFace.Of(subscription, null);
        return new StatusItem(new ItemState(code, WorkState.Succeeded, subscription.ChangedAt, null, null), []) { Stands = face.Stands };
    }
}
