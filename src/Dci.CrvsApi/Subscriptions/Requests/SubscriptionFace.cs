using System.Text.Json;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>A subscription as its owner is told of it.</summary>
internal sealed record SubscriptionFace
{
    public required string Code { get; init; }

    public required SubscriptionState State { get; init; }

    /// <summary>Since when it stands so.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What was asked, as it is said back; null when it is not.</summary>
    public JsonElement? Asked { get; init; }

    public string? Locale { get; init; }

    /// <summary>How far it was told; null for one that was just made.</summary>
    public Subscription? Progress { get; init; }

    public bool Stands => State is SubscriptionState.Active or SubscriptionState.Paused or SubscriptionState.Suspended;

    public static SubscriptionFace Of(Subscription subscription, SubscriptionDefinition? definition) => new()
    {
        Code = subscription.Code,
        State = subscription.State,
        Since = subscription.ChangedAt,
        Asked = definition?.Asked,
        Locale = definition?.Locale,
        Progress = subscription,
    };

    public static SubscriptionFace Of(NewSubscription made, SubscriptionDefinition definition) => new()
    {
        Code = made.Code,
        State = SubscriptionState.Active,
        Since = made.CreatedAt,
        Asked = definition.Asked,
        Locale = definition.Locale,
    };
}
