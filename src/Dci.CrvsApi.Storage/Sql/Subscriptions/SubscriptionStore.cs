using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>Subscriptions and their events as rows, beside the outbox.</summary>
internal sealed class SubscriptionStore : ISubscriptionStore
{
    private readonly SqlDatabase _database;
    private readonly SubscriptionSave _save;
    private readonly SubscriptionStanding _standing;
    private readonly SubscriptionLookup _lookup;
    private readonly SubscriptionDeadlines _deadlines;
    private readonly FanOutRecord _fanOut;
    private readonly DispatchRecord _dispatch;
    private readonly SubscriptionPruning _pruning;

    public SubscriptionStore(SqlDatabase database)
    {
        _database = database;
        _save = new SubscriptionSave(database.Dialect);
        _standing = new SubscriptionStanding(database.Dialect);
        _lookup = new SubscriptionLookup(database);
        _deadlines = new SubscriptionDeadlines(database, _standing);
        _fanOut = new FanOutRecord(database.Dialect);
        _dispatch = new DispatchRecord(database.Dialect);
        _pruning = new SubscriptionPruning(database);
    }

    public Task<Subscription> SaveAsync(NewSubscription subscription, CancellationToken cancellationToken) =>
        _database.WriteAsync(session => _save.Run(session, subscription), cancellationToken);

    public Task<Subscription?> FindAsync(string? partnerId, string codeOrAlias, CancellationToken cancellationToken) =>
        Task.FromResult(_lookup.Find(partnerId, codeOrAlias));

    public Task<Subscription?> FindSameAsync(string partnerId, SubscriptionBinding binding, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) =>
        Task.FromResult(_database.Read(session => SubscriptionSave.Same(session, partnerId, binding, digest.Span)));

    public Task<Subscription?> ReadAsync(long subscriptionNo, CancellationToken cancellationToken) =>
        Task.FromResult(_database.Read(session => SubscriptionRow.Find(session, subscriptionNo)));

    public Task<SubscriptionBody?> ReadBodyAsync(long subscriptionNo, CancellationToken cancellationToken) =>
        Task.FromResult(_lookup.Body(subscriptionNo));

    public Task<IReadOnlyList<Subscription>> ListAsync(SubscriptionFilter filter, CancellationToken cancellationToken) =>
        Task.FromResult(_lookup.List(filter));

    public Task<IReadOnlyDictionary<SubscriptionState, int>> CountByStateAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_lookup.CountByState());

    public Task<SubscriptionCount> CountAsync(string partnerId, CancellationToken cancellationToken) =>
        Task.FromResult(_lookup.Count(partnerId));

    public Task<bool> ChangeAsync(long subscriptionNo, SubscriptionState state, string? reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        _database.WriteAsync(session => _standing.Change(session, subscriptionNo, state, reason, now), cancellationToken);

    public Task<int> SuspendFailingAsync(DateTimeOffset failingBefore, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        _deadlines.SuspendFailingAsync(failingBefore, reason, now, cancellationToken);

    public Task<int> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        _deadlines.ExpireAsync(now, cancellationToken);

    public Task<IReadOnlyList<Subscription>> FindInterestedAsync(
        RecordChange change, IReadOnlyList<ReadOnlyMemory<byte>> keys, long afterSubscription, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Subscription>>(
            _database.Read(session => InterestedSubscriptions.Find(session, _database.Dialect, change, keys, afterSubscription, limit)));

    public Task<FeedPosition> ReadPositionAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_database.Read(FeedProgress.Read));

    public Task<IReadOnlyList<Delivery?>?> RecordAsync(FanOut fanOut, CancellationToken cancellationToken) =>
        _database.WriteAsync(session => _fanOut.Run(session, fanOut), cancellationToken);

    public Task<IReadOnlyList<SubscriptionEvent>> ReadEventsAsync(long subscriptionNo, long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SubscriptionEvent>>(
            _database.Read(session => EventRows.Read(session, _database.Dialect, subscriptionNo, after, limit)));

    public Task<IReadOnlyList<Subscription>> ListReadyAsync(DateTimeOffset now, int window, long afterSubscription, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(_lookup.ListReady(now, window, afterSubscription, limit));

    public Task<IReadOnlyList<Delivery>?> DispatchAsync(Dispatch dispatch, CancellationToken cancellationToken) =>
        _database.WriteAsync(session => _dispatch.Run(session, dispatch), cancellationToken);

    public Task<int> PruneAsync(DateTimeOffset deliveredBefore, DateTimeOffset anyBefore, int limit, CancellationToken cancellationToken) =>
        _pruning.RunAsync(deliveredBefore, anyBefore, limit, cancellationToken);
}
