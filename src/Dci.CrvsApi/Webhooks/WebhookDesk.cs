using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Subscriptions.Topics;

namespace Dci.CrvsApi.Webhooks;

/// <summary>Why a webhook is not made.</summary>
/// <param name="Reason">For the body of a denial; null when the callback did not confirm.</param>
internal sealed record WebhookRefusal(string? Reason);

/// <summary>Makes webhooks: its checks stand in the order of OpenCRVS's, and its words are theirs where clients may know them.</summary>
internal sealed class WebhookDesk(WebhookSecret secret, TopicSubscriptions subscriptions, SubscriptionRoom room, SubscriptionSecrets secrets, CallbackInquiry inquiry)
{
    private const int LongestAnswer = 4096;

    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 4 };

    /// <summary>Null when it is made.</summary>
    public async Task<WebhookRefusal?> SubscribeAsync(WebhookWish request, Partner partner, CancellationToken cancellationToken)
    {
        if (WebhookTopics.Find(request.Topic) is not { } topic)
            return new WebhookRefusal($"Unsupported topic: {request.Topic}");
        if (await WhyNotAsync(request, partner, topic, cancellationToken) is { } reason)
            return new WebhookRefusal(reason);
        if (request.Mode != "subscribe")
            return new WebhookRefusal("hub.mode must be set to subscribe");
        if (!await ConfirmsAsync(request, partner, cancellationToken))
            return new WebhookRefusal(Reason: null);
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

    /// <summary>Whether the callback gives the challenge back; its status does not count, as it does not in OpenCRVS.</summary>
    private async Task<bool> ConfirmsAsync(WebhookWish request, Partner partner, CancellationToken cancellationToken)
    {
        // Letters that survive any number of decodings: MOSIP's mediator decodes twice.
        var challenge = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var answer = await inquiry.AskAsync(partner, request.Callback, $"mode=subscribe&challenge={challenge}&topic={request.Topic}", LongestAnswer, cancellationToken);
        return answer.Body is { } body && ChallengeIn(body) == challenge;
    }

    private static string? ChallengeIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Shallow);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("challenge", out var given) && given.ValueKind == JsonValueKind.String
                ? given.GetString()
                : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
