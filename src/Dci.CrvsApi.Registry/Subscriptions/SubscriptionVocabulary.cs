namespace Dci.CrvsApi.Registry.Subscriptions;

/// <summary>The standard by which a subscriber subscribed and is told.</summary>
public enum SubscriptionBinding
{
    /// <summary>DCI <c>/registry/subscribe</c> and <c>notify</c>.</summary>
    Dci = 1,

    /// <summary>W3C WebSub.</summary>
    Hub = 2,

    /// <summary>Webhooks in the form of OpenCRVS 1.</summary>
    Webhook = 3,
}

/// <summary>How a subscription stands.</summary>
public enum SubscriptionState
{
    Active = 1,

    /// <summary>Held by somebody: events are numbered and kept, nothing is sent.</summary>
    Paused = 2,

    /// <summary>Held because the receiver is gone; as if paused.</summary>
    Suspended = 3,

    /// <summary>Ended by the subscriber or an operator.</summary>
    Ended = 4,

    /// <summary>Its time is over.</summary>
    Expired = 5,
}

/// <summary>Kinds of changes, as a set: 1 shifted by the number of the <see cref="Events.ChangeKind"/>.</summary>
[Flags]
public enum ChangeKinds
{
    None = 0,
    Registered = 1 << Events.ChangeKind.Registered,
    Corrected = 1 << Events.ChangeKind.Corrected,
    Cancelled = 1 << Events.ChangeKind.Cancelled,
    Notified = 1 << Events.ChangeKind.Notified,
    Reinstated = 1 << Events.ChangeKind.Reinstated,
    Certified = 1 << Events.ChangeKind.Certified,

    /// <summary>What changes who is registered and as what: told to whoever names only the vital event.</summary>
    Registration = Registered | Corrected | Cancelled | Reinstated,
}
