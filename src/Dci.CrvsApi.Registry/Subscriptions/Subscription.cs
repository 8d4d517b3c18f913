namespace Dci.CrvsApi.Registry.Subscriptions;

/// <summary>A subscription to be stored.</summary>
public record NewSubscription
{
    /// <summary>What the subscriber knows it by: a version 7 UUID as text.</summary>
    public required string Code { get; init; }

    public required string PartnerId { get; init; }

    public required SubscriptionBinding Binding { get; init; }

    /// <summary>The exchange that made it: an alias of <see cref="Code"/> for its owner.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>As sent, at most 99 characters; empty where the binding has none.</summary>
    public string TransactionId { get; init; } = "";

    /// <summary>As sent, at most 99 characters; empty where the binding has none.</summary>
    public string ReferenceId { get; init; } = "";

    /// <summary>Where events go, verbatim; null when they wait to be pulled.</summary>
    public string? Address { get; init; }

    /// <summary>The topic as given; null where the binding has none.</summary>
    public string? Topic { get; init; }

    /// <summary>SHA-256 of what makes it the same as another one of this partner and binding that has not ended.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>What was asked for, in a form of the host's own.</summary>
    public required ReadOnlyMemory<byte> Definition { get; init; }

    public required ChangeKinds Kinds { get; init; }

    /// <summary>
    /// Every record that can match has one of these among its own; opaque, 16 bytes each. The filter decides, these only find it.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Keys { get; init; } = [];

    /// <summary>Whether nothing but the event finds it, so that each event is held against its filter.</summary>
    public bool Scanned { get; init; }

    /// <summary>Whether an event is sent only when the one before it has arrived.</summary>
    public bool Ordered { get; init; }

    /// <summary>The subscriber's secret, sealed; empty for none.</summary>
    public ReadOnlyMemory<byte> Secret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Changes before this instant are not told.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>From when on it has expired; null for never.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>When what was collected is sent next; null when each event is sent at once.</summary>
    public DateTimeOffset? CollectAt { get; init; }

    /// <summary>The last change of the feed that came before it.</summary>
    public required long AfterChange { get; init; }
}

/// <summary>A subscription as stored, without its definition.</summary>
public sealed record Subscription
{
    public required long SubscriptionNo { get; init; }

    /// <summary>Rises with every change of what it says, not with its events.</summary>
    public required int Revision { get; init; }

    public required string Code { get; init; }

    public required string PartnerId { get; init; }

    public required SubscriptionBinding Binding { get; init; }

    public required string CorrelationId { get; init; }

    public required string TransactionId { get; init; }

    public required string ReferenceId { get; init; }

    public string? Address { get; init; }

    public string? Topic { get; init; }

    public required ChangeKinds Kinds { get; init; }

    public required bool Scanned { get; init; }

    public required bool Ordered { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    public DateTimeOffset? CollectAt { get; init; }

    public required SubscriptionState State { get; init; }

    /// <summary>Why it stands so, for the operator and without personal data; null when there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>When its state last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The number of its last event, 0 before the first. Numbers have no gap.</summary>
    public long LastSequence { get; init; }

    /// <summary>The last event that was put into the outbox.</summary>
    public long DispatchedSequence { get; init; }

    /// <summary>The last event that arrived; where they are not ordered, the highest.</summary>
    public long DeliveredSequence { get; init; }

    public DateTimeOffset? LastDeliveredAt { get; init; }

    /// <summary>Since when attempts fail; null while they do not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Its deliveries that wait in the outbox.</summary>
    public int OpenDeliveries { get; init; }
}
