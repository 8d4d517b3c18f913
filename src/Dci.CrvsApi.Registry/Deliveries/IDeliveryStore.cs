namespace Dci.CrvsApi.Registry.Deliveries;

/// <summary>
/// Port to the outbox: what has to reach a partner, until it has or is given up. Written in the transaction that makes it necessary.
/// Every write is durable when its task completes.
/// </summary>
public interface IDeliveryStore
{
    /// <summary>The destinations for which something is due that nobody has.</summary>
    Task<IReadOnlyList<string>> ListDueDestinationsAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Takes what is due for one destination, longest due first, for this worker; nothing ordered while something before it is not due
    /// or somebody else has anything of its subscription, and of an ordered subscription that is failing only the first.
    /// What is taken of one is in order.
    /// </summary>
    Task<IReadOnlyList<Delivery>> ClaimAsync(string workerId, string destination, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Those of some deliveries, by message id, that wait and that this worker has: for who did not hear whether a write was done.
    /// </summary>
    Task<IReadOnlyList<Delivery>> FindOwnAsync(string workerId, IReadOnlyCollection<string> messageIds, CancellationToken cancellationToken);

    /// <summary>
    /// Records what came of having a delivery and lets go of it; false, with nothing written, when the worker does not have it any more.
    /// Of an ordered one that waits, everything behind it is let go of and as due as it; the subscription knows how it is doing. It is failing
    /// from an attempt that failed until one that arrived, or until the last that waits in order is given up; what was not sent says nothing.
    /// Effects are in the same commit.
    /// </summary>
    Task<bool> SettleAsync(Settlement settlement, CancellationToken cancellationToken);

    /// <summary>Puts what nobody has and whose life is over among the dead letters, a limited number at a time; how many.</summary>
    Task<int> ExpireAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Deliveries without their payload, newest first.</summary>
    Task<IReadOnlyList<DeliverySummary>> ListAsync(DeliveryFilter filter, CancellationToken cancellationToken);

    /// <summary>One delivery with every attempt, null when it is unknown.</summary>
    Task<DeliveryHistory?> FindAsync(string messageId, CancellationToken cancellationToken);

    /// <summary>
    /// Makes dead letters due again with a new life, their ids kept and their attempts so far set down as earlier ones; how many.
    /// Those whose payload was erased stay, and those of subscriptions that have ended. While its subscription is held, one waits with the others.
    /// </summary>
    Task<int> ReplayAsync(DeadLetters which, DateTimeOffset now, DateTimeOffset giveUpAt, CancellationToken cancellationToken);

    /// <summary>How much waits.</summary>
    Task<DeliveryBacklog> ReadBacklogAsync(CancellationToken cancellationToken);

    /// <summary>Erases payloads delivered before <paramref name="eraseBefore"/> and forgets deliveries settled before <paramref name="forgetBefore"/>, a limited number at a time; how many rows it touched.</summary>
    Task<int> PruneAsync(DateTimeOffset eraseBefore, DateTimeOffset forgetBefore, int limit, CancellationToken cancellationToken);
}

/// <summary>How a delivery stands.</summary>
public enum DeliveryState
{
    Waiting = 0,
    Delivered = 1,

    /// <summary>Given up: a dead letter.</summary>
    Dead = 2,
}

/// <summary>Something that has to reach a partner.</summary>
public record NewDelivery
{
    /// <summary>The <c>message_id</c> of every attempt: a version 7 UUID as text.</summary>
    public required string MessageId { get; init; }

    public required string PartnerId { get; init; }

    /// <summary>The action it is sent as, for example <c>on-search</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The exchange it belongs to.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Where it goes, verbatim.</summary>
    public required string Address { get; init; }

    /// <summary>The origin of the address (<c>https://host:port</c>): what has one circuit breaker and one share of the connections.</summary>
    public required string Destination { get; init; }

    /// <summary>What the envelope's header says, in a form of the host's own.</summary>
    public required ReadOnlyMemory<byte> Header { get; init; }

    /// <summary>The JSON of <c>message</c>, in clear and in the partner's form.</summary>
    public required ReadOnlyMemory<byte> Message { get; init; }

    /// <summary>Whether it may only leave encrypted.</summary>
    public bool Encrypt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it is given up, whatever the number of attempts.</summary>
    public required DateTimeOffset GiveUpAt { get; init; }

    /// <summary>The worker that delivers it at once; null to leave it to whoever asks.</summary>
    public string? WorkerId { get; init; }

    public DeliveryForm Form { get; init; }

    /// <summary>The subscription it tells events of; null when it tells none.</summary>
    public long? SubscriptionNo { get; init; }

    /// <summary>Whether it is sent only when what came before it for the subscription has arrived.</summary>
    public bool Ordered { get; init; }

    /// <summary>The sequence of the first event it tells, 0 when it tells none.</summary>
    public long FirstSequence { get; init; }

    /// <summary>The sequence of the last event it tells, 0 when it tells none.</summary>
    public long LastSequence { get; init; }
}

/// <summary>How a delivery is put on the wire.</summary>
public enum DeliveryForm
{
    /// <summary>A DCI envelope: header and message, signed.</summary>
    Envelope = 0,

    /// <summary>The message as it is, signed by the secret of its WebSub subscription.</summary>
    Hub = 1,

    /// <summary>The message as it is, signed as OpenCRVS signs its webhooks.</summary>
    Webhook = 2,
}

/// <summary>What an attempt does to the subscription beside the delivery.</summary>
public enum SubscriptionEffect
{
    None = 0,

    /// <summary>It is held until somebody resumes it; its events are kept.</summary>
    Suspend,

    /// <summary>The receiver said that it is gone for good.</summary>
    End,
}

/// <summary>A delivery as stored.</summary>
public sealed record Delivery : NewDelivery
{
    public required long DeliveryNo { get; init; }

    /// <summary>How often it was sent, over all its lives.</summary>
    public int Attempts { get; init; }

    /// <summary>How many of them were before it was last replayed.</summary>
    public int EarlierAttempts { get; init; }

    public static Delivery Of(NewDelivery made, long deliveryNo) => new()
    {
        DeliveryNo = deliveryNo,
        MessageId = made.MessageId,
        PartnerId = made.PartnerId,
        Action = made.Action,
        CorrelationId = made.CorrelationId,
        Address = made.Address,
        Destination = made.Destination,
        Header = made.Header,
        Message = made.Message,
        Encrypt = made.Encrypt,
        CreatedAt = made.CreatedAt,
        DueAt = made.DueAt,
        GiveUpAt = made.GiveUpAt,
        WorkerId = made.WorkerId,
        Form = made.Form,
        SubscriptionNo = made.SubscriptionNo,
        Ordered = made.Ordered,
        FirstSequence = made.FirstSequence,
        LastSequence = made.LastSequence,
    };
}

/// <summary>One sending, whatever came of it.</summary>
/// <param name="Number">From 1; goes on counting after a replay.</param>
/// <param name="Status">The HTTP status, null when there was no answer.</param>
/// <param name="Fault">A word for the kind of failure (<c>timeout</c>, <c>refused</c>, …), null when it was delivered.</param>
public sealed record DeliveryAttempt(int Number, DateTimeOffset At, int? Status, TimeSpan Duration, string? Fault);

/// <summary>What came of having a delivery.</summary>
/// <param name="Attempt">Null when it was not sent at all.</param>
/// <param name="DueAt">When it is due again; only for <see cref="DeliveryState.Waiting"/>.</param>
/// <param name="Reason">Why it waits or was given up, for the operator and without personal data; null when delivered.</param>
public sealed record Settlement(
    long DeliveryNo, string WorkerId, DeliveryState State, DateTimeOffset At, DeliveryAttempt? Attempt, DateTimeOffset DueAt, string? Reason)
{
    public SubscriptionEffect Effect { get; init; }
}

/// <summary>Which deliveries are listed. Null means any.</summary>
public sealed record DeliveryFilter(DeliveryState? State, string? PartnerId, int Limit)
{
    /// <summary>Only those made before the delivery of this id: the next page.</summary>
    public string? Before { get; init; }
}

/// <summary>A delivery without its payload.</summary>
/// <param name="DueAt">Null when it does not wait, or waits for a held subscription.</param>
public sealed record DeliverySummary(
    string MessageId,
    string PartnerId,
    string Action,
    string CorrelationId,
    string Destination,
    DeliveryState State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset GiveUpAt,
    DateTimeOffset? SettledAt,
    string? Reason,
    bool Erased);

/// <summary>A delivery and its attempts, first to last.</summary>
public sealed record DeliveryHistory(DeliverySummary Delivery, IReadOnlyList<DeliveryAttempt> Attempts);

/// <summary>Which dead letters are replayed: one by its id, a partner's, or all when both are null.</summary>
public sealed record DeadLetters(string? MessageId, string? PartnerId);

/// <summary>How much waits to be delivered.</summary>
/// <param name="WaitingByPartner">Without those of subscriptions: nobody can hold up answers by subscribing.</param>
/// <param name="OldestDueAt">When the one that is due longest became due; null when nothing waits but for held subscriptions.</param>
public sealed record DeliveryBacklog(IReadOnlyDictionary<string, int> WaitingByPartner, int Dead, DateTimeOffset? OldestDueAt)
{
    /// <summary>Those that tell subscriptions of events, held ones too.</summary>
    public int WaitingForSubscriptions { get; init; }
}
