using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>
/// Finds a partner's own DCI subscriptions by what it may call them: their code, or the correlation id of the acknowledgement, which
/// stands for all that its request made. Those of others do not exist.
/// </summary>
internal sealed class OwnSubscriptions(ISubscriptionStore store)
{
    // As many as one request can make.
    private const int MostOfOne = 100;

    public async Task<IReadOnlyList<Subscription>> FindAsync(string partnerId, string codeOrAlias, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(partnerId, codeOrAlias, cancellationToken) is not { Binding: SubscriptionBinding.Dci } found)
            return [];
        return found.Code == codeOrAlias ? [found] : await MadeByAsync(partnerId, codeOrAlias, cancellationToken);
    }

    /// <summary>Those that one request made.</summary>
    public Task<IReadOnlyList<Subscription>> MadeByAsync(string partnerId, string correlationId, CancellationToken cancellationToken) =>
        store.ListAsync(new SubscriptionFilter(partnerId, SubscriptionBinding.Dci, null, MostOfOne) { CorrelationId = correlationId }, cancellationToken);

    /// <summary>As its owner is told of it; what it asked for is left out when it can't be read any more.</summary>
    public async Task<SubscriptionFace> FaceAsync(Subscription subscription, CancellationToken cancellationToken) =>
        SubscriptionFace.Of(subscription, await store.ReadBodyAsync(subscription.SubscriptionNo, cancellationToken) is { } body ? DefinitionJson.Read(body.Definition.Span) : null);
}
