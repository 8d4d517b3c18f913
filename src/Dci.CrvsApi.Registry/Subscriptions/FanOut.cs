using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Exchanges;

namespace Dci.CrvsApi.Registry.Subscriptions;

/// <summary>How far changes were told: all of those up to one, and of the next one the subscriptions up to one.</summary>
/// <param name="ChangeNo">The last change that was told to everybody.</param>
/// <param name="SubscriptionNo">The last subscription that was told of the change after it; 0 for none.</param>
public readonly record struct FeedPosition(long ChangeNo, long SubscriptionNo);

/// <summary>Changes told to subscriptions: events, deliveries, disclosures and the position, all or nothing.</summary>
public sealed record FanOut
{
    /// <summary>Where the feed stood when this was prepared: when it stands elsewhere, nothing is written.</summary>
    public required FeedPosition From { get; init; }

    public required FeedPosition To { get; init; }

    /// <summary>In the order in which they are told.</summary>
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    public IReadOnlyList<Disclosure> Disclosures { get; init; } = [];
}

/// <summary>One event for one subscription.</summary>
/// <param name="Event">Its sequence is the one after the subscription's last.</param>
/// <param name="Delivery">What is sent of it now; null when it waits (collected, held, no address, or too much under way).</param>
public sealed record Notice(long SubscriptionNo, SubscriptionEvent Event, NewDelivery? Delivery);

/// <summary>Events that waited, put into the outbox.</summary>
public sealed record Dispatch
{
    public required long SubscriptionNo { get; init; }

    /// <summary>The subscription's dispatched sequence when this was prepared: when it is another, nothing is written.</summary>
    public required long After { get; init; }

    /// <summary>In order, without a gap.</summary>
    public required IReadOnlyList<NewDelivery> Deliveries { get; init; }

    public IReadOnlyList<Disclosure> Disclosures { get; init; } = [];

    /// <summary>When what is collected from now on is sent; null leaves it as it is.</summary>
    public DateTimeOffset? CollectAt { get; init; }
}
