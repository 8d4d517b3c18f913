using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Events;

namespace Dci.CrvsApi.Registry.Subscriptions;

/// <summary>
/// Port to who is told of what, and how far each has been told. It stands where the outbox stands, since both are written together.
/// Every write is durable when its task completes.
/// </summary>
public interface ISubscriptionStore
{
    /// <summary>
    /// Stores a subscription. One of the same partner, binding and digest that has not ended is replaced: it keeps its number, code,
    /// events and sequence, gets everything else anew and is active; what waits for it in the outbox is due and goes to its address. Unless it is to begin
    /// later, it goes on from where it began, so that no change is lost that was not told yet. Gives the stored one.
    /// </summary>
    Task<Subscription> SaveAsync(NewSubscription subscription, CancellationToken cancellationToken);

    /// <summary>By code, or by the correlation id that made it; null when it is unknown or another partner's. Without a partner any is found.</summary>
    Task<Subscription?> FindAsync(string? partnerId, string codeOrAlias, CancellationToken cancellationToken);

    /// <summary>The one of this partner and binding with this digest that has not ended; null when there is none.</summary>
    Task<Subscription?> FindSameAsync(string partnerId, SubscriptionBinding binding, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken);

    /// <summary>By its number; null when it was forgotten.</summary>
    Task<Subscription?> ReadAsync(long subscriptionNo, CancellationToken cancellationToken);

    /// <summary>What was asked for, as stored; null when it is unknown.</summary>
    Task<SubscriptionBody?> ReadBodyAsync(long subscriptionNo, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<Subscription>> ListAsync(SubscriptionFilter filter, CancellationToken cancellationToken);

    /// <summary>How many there are of each state, of those that have not ended; a state without any is left out.</summary>
    Task<IReadOnlyDictionary<SubscriptionState, int>> CountByStateAsync(CancellationToken cancellationToken);

    /// <summary>How many of a partner have not ended, and how many of them are scanned.</summary>
    Task<SubscriptionCount> CountAsync(string partnerId, CancellationToken cancellationToken);

    /// <summary>
    /// Pauses, suspends, resumes (<see cref="SubscriptionState.Active"/>) or ends a subscription; what waits for it in the outbox is parked,
    /// made due or removed with it, and whoever has some of that loses it. False when it stood so already, or has ended.
    /// </summary>
    Task<bool> ChangeAsync(long subscriptionNo, SubscriptionState state, string? reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Suspends ordered ones that have been failing since before this instant; how many. Elsewhere a failure holds up nothing.</summary>
    Task<int> SuspendFailingAsync(DateTimeOffset failingBefore, string reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends those whose time is over; how many.</summary>
    Task<int> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Those that may want to hear of a change: they have one of the keys and the kind among theirs, began before it and have not ended;
    /// each once, in the order of their numbers, at most <paramref name="limit"/> after a number.
    /// </summary>
    Task<IReadOnlyList<Subscription>> FindInterestedAsync(
        RecordChange change, IReadOnlyList<ReadOnlyMemory<byte>> keys, long afterSubscription, int limit, CancellationToken cancellationToken);

    Task<FeedPosition> ReadPositionAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Tells changes. Null, with nothing written, when the feed stands elsewhere or a subscription's last sequence is another by now.
    /// Else the deliveries as stored, in the order of the notices; null for those that were not put into the outbox: the notice had none,
    /// or something of an ordered subscription waits there that its worker does not have, or the subscription is held by now, or an event
    /// before it is not there yet. Without a worker an ordered one goes to the end of what waits, and is never due before that.
    /// </summary>
    Task<IReadOnlyList<Delivery?>?> RecordAsync(FanOut fanOut, CancellationToken cancellationToken);

    /// <summary>Events of a subscription after a sequence number, in order.</summary>
    Task<IReadOnlyList<SubscriptionEvent>> ReadEventsAsync(long subscriptionNo, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Active subscriptions with an address that have events to put into the outbox: those that are not collected and have room
    /// (at most half of <paramref name="window"/> open, and of an ordered one that is failing nothing), and those whose collection is due, whether
    /// they have events or not.
    /// </summary>
    Task<IReadOnlyList<Subscription>> ListReadyAsync(DateTimeOffset now, int window, long afterSubscription, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Puts events that waited into the outbox. Null, with nothing written, when others were put there meanwhile, the subscription is held,
    /// or something ordered waits that the worker does not have.
    /// </summary>
    Task<IReadOnlyList<Delivery>?> DispatchAsync(Dispatch dispatch, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets events before an instant, of delivered ones and of those that nobody was sent alike, and subscriptions that ended before it
    /// with all they have; a limited number at a time; how many rows it touched. Events that nobody will be sent any more are passed over:
    /// the dispatched sequence then is at least theirs.
    /// </summary>
    Task<int> PruneAsync(DateTimeOffset deliveredBefore, DateTimeOffset anyBefore, int limit, CancellationToken cancellationToken);
}

/// <summary>What a subscription asked for and signs with.</summary>
/// <param name="Definition">In a form of the host's own.</param>
/// <param name="Secret">Sealed; empty for none.</param>
public sealed record SubscriptionBody(ReadOnlyMemory<byte> Definition, ReadOnlyMemory<byte> Secret);

/// <summary>Which subscriptions are listed. Null means any.</summary>
public sealed record SubscriptionFilter(string? PartnerId, SubscriptionBinding? Binding, SubscriptionState? State, int Limit)
{
    /// <summary>Only those made before the one of this number: the next page.</summary>
    public long? Before { get; init; }

    /// <summary>Only those that one exchange made.</summary>
    public string? CorrelationId { get; init; }
}

/// <summary>How many subscriptions a partner has.</summary>
public sealed record SubscriptionCount(int All, int Scanned);
