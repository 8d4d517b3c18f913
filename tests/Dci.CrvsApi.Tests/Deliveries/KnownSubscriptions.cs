using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Tests.Deliveries;

/// <summary>Subscriptions as a delivery looks them up; nothing else is asked of them here.</summary>
internal sealed class KnownSubscriptions : ISubscriptionStore
{
    public Dictionary<long, (Subscription Subscription, SubscriptionBody Body)> Rows { get; } = [];

    public Task<Subscription?> ReadAsync(long subscriptionNo, CancellationToken cancellationToken) =>
        Task.FromResult(Rows.TryGetValue(subscriptionNo, out var row) ? row.Subscription : null);

    public Task<SubscriptionBody?> ReadBodyAsync(long subscriptionNo, CancellationToken cancellationToken) =>
        Task.FromResult(Rows.TryGetValue(subscriptionNo, out var row) ? row.Body : null);

    public Task<Subscription> SaveAsync(NewSubscription subscription, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Subscription?> FindAsync(string? partnerId, string codeOrAlias, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Subscription?> FindSameAsync(string partnerId, SubscriptionBinding binding, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Subscription>> ListAsync(SubscriptionFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<SubscriptionState, int>> CountByStateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SubscriptionCount> CountAsync(string partnerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> ChangeAsync(long subscriptionNo, SubscriptionState state, string? reason, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> SuspendFailingAsync(DateTimeOffset failingBefore, string reason, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Subscription>> FindInterestedAsync(
        RecordChange change, IReadOnlyList<ReadOnlyMemory<byte>> keys, long afterSubscription, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<FeedPosition> ReadPositionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Delivery?>?> RecordAsync(FanOut fanOut, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<SubscriptionEvent>> ReadEventsAsync(long subscriptionNo, long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Subscription>> ListReadyAsync(DateTimeOffset now, int window, long afterSubscription, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Delivery>?> DispatchAsync(Dispatch dispatch, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> PruneAsync(DateTimeOffset deliveredBefore, DateTimeOffset anyBefore, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}
