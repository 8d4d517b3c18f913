using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>What one request to be told came to.</summary>
/// <param name="Rejection">Null when the subscription stands as wished.</param>
/// <param name="Made">What is to be stored; null when nothing is.</param>
/// <param name="Standing">The subscription that it is about, new or old; null when there is none.</param>
internal sealed record SubscribeOutcome(string ReferenceId, Rejection? Rejection, NewSubscription? Made, SubscriptionFace? Standing)
{
    public static SubscribeOutcome Rejected(string referenceId, Rejection rejection) => new(referenceId, rejection, null, null);
}
