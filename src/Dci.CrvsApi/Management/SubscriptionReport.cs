using System.Diagnostics.CodeAnalysis;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Subscriptions;
using Stored = Dci.CrvsApi.Registry.Subscriptions.Subscription;
using SubscriptionState = Dci.CrvsApi.Registry.Subscriptions.SubscriptionState;

namespace Dci.CrvsApi.Management;

/// <summary>Subscriptions in the words of the contract: how they stand and how far they were told, never what was asked for.</summary>
internal static class SubscriptionReport
{
    public const string States = "active, paused, suspended, ended or expired";
    public const string Bindings = "dci, hub or webhook";

    public static SubscriptionOutline Of(Stored subscription) => new()
    {
        Code = subscription.Code,
        PartnerId = subscription.PartnerId,
        Binding = subscription.Binding switch
        {
            SubscriptionBinding.Dci => SubscriptionForm.Dci,
            SubscriptionBinding.Hub => SubscriptionForm.Hub,
            SubscriptionBinding.Webhook => SubscriptionForm.Webhook,
            var binding => throw new InvalidOperationException($"No word for {binding}."),
        },
        Topic = subscription.Topic,
        Destination = subscription.Address is { } address ? new Uri(address).GetLeftPart(UriPartial.Authority) : null,
        State = Of(subscription.State),
        Reason = subscription.Reason,
        ChangedAt = subscription.ChangedAt,
        CreatedAt = subscription.CreatedAt,
        StartsAt = subscription.StartsAt,
        EndsAt = subscription.EndsAt,
        CollectAt = subscription.CollectAt,
        LastSequence = subscription.LastSequence,
        DeliveredSequence = subscription.DeliveredSequence,
        Waiting = subscription.LastSequence - subscription.DispatchedSequence + subscription.OpenDeliveries,
        LastDeliveredAt = subscription.LastDeliveredAt,
        FailingSince = subscription.FailingSince,
    };

    public static string Word(SubscriptionState state) => WireName.Of(Of(state));

    /// <summary>False when the word names no state.</summary>
    public static bool TryRead(string word, [NotNullWhen(true)] out SubscriptionState? state)
    {
        state = null;
        if (!WireName.TryParse<SubscriptionCondition>(word, out var condition))
            return false;
        state = condition switch
        {
            SubscriptionCondition.Active => SubscriptionState.Active,
            SubscriptionCondition.Paused => SubscriptionState.Paused,
            SubscriptionCondition.Suspended => SubscriptionState.Suspended,
            SubscriptionCondition.Ended => SubscriptionState.Ended,
            SubscriptionCondition.Expired => SubscriptionState.Expired,
            _ => throw new InvalidOperationException($"No state for {condition}."),
        };
        return true;
    }

    /// <summary>False when the word names no binding.</summary>
    public static bool TryRead(string word, [NotNullWhen(true)] out SubscriptionBinding? binding)
    {
        binding = null;
        if (!WireName.TryParse<SubscriptionForm>(word, out var form))
            return false;
        binding = form switch
        {
            SubscriptionForm.Dci => SubscriptionBinding.Dci,
            SubscriptionForm.Hub => SubscriptionBinding.Hub,
            SubscriptionForm.Webhook => SubscriptionBinding.Webhook,
            _ => throw new InvalidOperationException($"No binding for {form}."),
        };
        return true;
    }

    private static SubscriptionCondition Of(SubscriptionState state) => state switch
    {
        SubscriptionState.Active => SubscriptionCondition.Active,
        SubscriptionState.Paused => SubscriptionCondition.Paused,
        SubscriptionState.Suspended => SubscriptionCondition.Suspended,
        SubscriptionState.Ended => SubscriptionCondition.Ended,
        SubscriptionState.Expired => SubscriptionCondition.Expired,
        _ => throw new InvalidOperationException($"No word for {state}."),
    };
}
