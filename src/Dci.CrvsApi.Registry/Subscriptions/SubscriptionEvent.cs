using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Subscriptions;

/// <summary>One change as one subscription is told of it.</summary>
public sealed record SubscriptionEvent
{
    /// <summary>From 1, without a gap.</summary>
    public required long Sequence { get; init; }

    /// <summary>Of the change: the same for everybody who is told.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The change's place in the feed.</summary>
    public required long ChangeNo { get; init; }

    public required ChangeKind Kind { get; init; }

    public required string RecordId { get; init; }

    public required VitalEvent Event { get; init; }

    public required long Version { get; init; }

    /// <summary>When the change was stored.</summary>
    public required DateTimeOffset At { get; init; }
}
