using System.Globalization;
using System.Security.Cryptography;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>
/// The HTTP headers of a message that goes out as it is stored, signed with the secret that its subscription has by now: a subscriber
/// that renewed with another secret knows no other.
/// </summary>
internal sealed class RawMessages(ISubscriptionStore subscriptions, SubscriptionSecrets secrets, IOptions<ServerIdentity> server)
{
    public const string SequenceHeader = "X-Event-Sequence";
    public const string EventHeader = "X-Event-Id";

    public async ValueTask<RawHeaders> WriteAsync(Delivery delivery, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var subscription = delivery.SubscriptionNo is { } number ? await subscriptions.ReadAsync(number, cancellationToken) : null;
        if (subscription is null || IsOver(subscription, now))
            return new RawHeaders.Over("The subscription is over.");
        var sealedSecret = (await subscriptions.ReadBodyAsync(subscription.SubscriptionNo, cancellationToken))?.Secret ?? default;
        var headers = Describe(RawNotice.Read(delivery.Header.Span));
        if (sealedSecret.IsEmpty)
            return new RawHeaders.Ready(headers);
        if (secrets.Open(sealedSecret.Span, subscription) is not { } secret)
            return new RawHeaders.Impossible("The secret of the subscription can't be unsealed.");
        headers.Add(new(RawSignature.Header, delivery.Form == DeliveryForm.Hub ? RawSignature.OfHub(secret, delivery.Message.Span) : RawSignature.OfWebhook(secret, delivery.Message.Span)));
        CryptographicOperations.ZeroMemory(secret);
        return new RawHeaders.Ready(headers);
    }

    // WebSub §5.2: the end of a lease holds at this moment, whatever has swept already.
    private static bool IsOver(Subscription subscription, DateTimeOffset now) =>
        subscription.State is SubscriptionState.Ended or SubscriptionState.Expired || subscription.EndsAt <= now;

    private List<KeyValuePair<string, string>> Describe(RawNotice notice)
    {
        var headers = new List<KeyValuePair<string, string>>(4)
        {
            new(EventHeader, notice.EventId.ToString()),
            new(SequenceHeader, notice.Sequence.ToString(CultureInfo.InvariantCulture)),
        };
        if (notice.Topic is { } topic)
            headers.Add(new("Link", server.Value.Links(topic)));
        return headers;
    }
}

/// <summary>Whether a message that goes out as it is has its headers.</summary>
internal abstract record RawHeaders
{
    private RawHeaders()
    {
    }

    public sealed record Ready(IReadOnlyList<KeyValuePair<string, string>> Headers) : RawHeaders;

    /// <summary>Not until something changes.</summary>
    public sealed record Impossible(string Reason) : RawHeaders;

    /// <summary>Nobody wants it any more.</summary>
    public sealed record Over(string Reason) : RawHeaders;
}
