using System.Text;
using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Hub;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Topics;

namespace Dci.CrvsApi.Hub;

/// <summary>What came of asking a subscriber.</summary>
internal enum IntentOutcome
{
    /// <summary>It said yes, and it is done.</summary>
    CarriedOut,

    /// <summary>It said no, or was told.</summary>
    Dropped,

    /// <summary>It said nothing.</summary>
    NoAnswer,
}

/// <summary>Asks a subscriber whether it means what was sent in its name, and does it when it does. What it does not confirm changes nothing.</summary>
internal sealed partial class IntentVerifier(
    PartnerDirectory partners, HubTopics topics, TopicSubscriptions subscriptions, CallbackInquiry inquiry, TimeProvider clock, ILogger<IntentVerifier> logger)
{
    // A right answer is the challenge and nothing else.
    private const int LongestAnswer = 256;

    public async Task<IntentOutcome> VerifyAsync(HubIntent intent, CancellationToken cancellationToken)
    {
        if (await partners.FindAsync(intent.PartnerId, cancellationToken) is not { Partner: { Disabled: false } partner }
            || topics.Find(intent.Topic, partner) is not { } topic)
            return Drop(intent, "partner or topic is gone");
        if (intent.Mode == HubIntentMode.Denied)
            return await DenyAsync(intent, partner, intent.Reason, cancellationToken);
        if (intent.Mode == HubIntentMode.Subscribe && subscriptions.WhyNot(partner, topic) is { } reason)
            return await DenyAsync(intent, partner, reason, cancellationToken);
        var askedAt = clock.GetUtcNow();
        var challenge = IntentQuestion.NewChallenge();
        var answer = await inquiry.AskAsync(partner, intent.Callback, IntentQuestion.Verify(intent, challenge), LongestAnswer, cancellationToken);
        if (Confirms(answer, challenge))
            return await CarryOutAsync(intent, partner, topic, askedAt, cancellationToken);
        return answer.MayComeLater ? IntentOutcome.NoAnswer : Drop(intent, answer.Status is { } status ? $"not confirmed, {status}" : answer.Fault!);
    }

    private async Task<IntentOutcome> CarryOutAsync(HubIntent intent, Partner partner, Topic topic, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        if (intent.Mode == HubIntentMode.Subscribe)
        {
            var wish = new TopicWish(SubscriptionBinding.Hub, topic, intent.Topic, intent.Callback, intent.Secret, askedAt.AddSeconds(intent.LeaseSeconds));
            if ((await subscriptions.SaveAsync(partner, wish, cancellationToken)).WhyNot is { } reason)
                return await DenyAsync(intent, partner, reason, cancellationToken);
        }
        else if (await subscriptions.FindAsync(partner.Id, SubscriptionBinding.Hub, intent.Topic, intent.Callback, cancellationToken) is { } subscription)
        {
            await subscriptions.EndAsync(subscription, "Unsubscribed.", cancellationToken);
        }

        Log.Confirmed(logger, intent.PartnerId, intent.Mode, topic.Name);
        return IntentOutcome.CarriedOut;
    }

    private async Task<IntentOutcome> DenyAsync(HubIntent intent, Partner partner, string reason, CancellationToken cancellationToken)
    {
        var answer = await inquiry.AskAsync(partner, intent.Callback, IntentQuestion.Deny(intent.Topic, reason), LongestAnswer, cancellationToken);
        return answer.MayComeLater ? IntentOutcome.NoAnswer : Drop(intent, "denied");
    }

    private IntentOutcome Drop(HubIntent intent, string why)
    {
        Log.Dropped(logger, intent.PartnerId, intent.Mode, why);
        return IntentOutcome.Dropped;
    }

    private static bool Confirms(InquiryAnswer answer, string challenge) =>
        answer is { Status: >= 200 and < 300, Body: { } body } && body.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(challenge));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{PartnerId} confirmed to {Mode} at the hub: {Topic}")]
        public static partial void Confirmed(ILogger logger, string partnerId, HubIntentMode mode, string topic);

        [LoggerMessage(2, LogLevel.Information, "A request of {PartnerId} to {Mode} at the hub came to nothing: {Why}")]
        public static partial void Dropped(ILogger logger, string partnerId, HubIntentMode mode, string why);
    }
}
