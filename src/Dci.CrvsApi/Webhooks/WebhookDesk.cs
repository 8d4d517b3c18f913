using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Subscriptions.Topics;

namespace Dci.CrvsApi.Webhooks;

/// <summary>Why a webhook is not made.</summary>
/// <param name="Reason">For the body of a denial; null when the callback did not confirm.</param>
internal sealed record WebhookRefusal(string? Reason)
{
    /// <summary>Whether it may go better in a moment: the partner has too many callbacks being asked.</summary>
    public bool IsBusy { get; init; }
}

/// <summary>Makes webhooks: its checks stand in the order of OpenCRVS's, and its words are theirs where clients may know them.</summary>
internal sealed class WebhookDesk(WebhookSecret secret, TopicSubscriptions subscriptions, SubscriptionRoom room, SubscriptionSecrets secrets, WebhookConfirmation confirmation)
{
    /// <summary>Null when it is made.</summary>
    public async Task<WebhookRefusal?> SubscribeAsync(WebhookWish request, Partner partner, CancellationToken cancellationToken)
    {
        if (WebhookTopics.Find(request.Topic) is not { } topic)
            return new WebhookRefusal($"Unsupported topic: {request.Topic}");
        if (await WhyNotAsync(request, partner, topic, cancellationToken) is { } reason)
            return new WebhookRefusal(reason);
        if (request.Mode != "subscribe")
            return new WebhookRefusal("hub.mode must be set to subscribe");
        if (await confirmation.AskAsync(request, partner, cancellationToken) is not true and var answered)
            return new WebhookRefusal(Reason: null) { IsBusy = answered is null };
        var sealedSecret = secrets.Close(request.Secret, SubscriptionBinding.Webhook, partner.Id, request.Topic, request.Callback);
        var (_, whyNot) = await subscriptions.SaveAsync(
            partner, new TopicWish(SubscriptionBinding.Webhook, topic, request.Topic, request.Callback, sealedSecret, EndsAt: null), cancellationToken);
        return whyNot is null ? null : new WebhookRefusal(whyNot);
    }

    private async Task<string?> WhyNotAsync(WebhookWish request, Partner partner, Topic topic, CancellationToken cancellationToken)
    {
        if (await secret.IsAsync(partner.Id, request.Secret, cancellationToken) is not { } isRight)
            return "Active system details cannot be found.  This system is no longer authorized";
        if (subscriptions.WhyNot(partner, topic) is { } reason)
            return reason;
        if (!isRight)
            return "hub.secret is incorrect";
        return await room.WhyNotAsync(partner, SubscriptionBinding.Webhook, request.Topic, request.Callback, cancellationToken);
    }
}
