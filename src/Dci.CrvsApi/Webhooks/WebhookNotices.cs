using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;

namespace Dci.CrvsApi.Webhooks;

/// <summary>Tells an event as OpenCRVS 1 tells it to its webhooks.</summary>
internal sealed class WebhookNotices(WebhookBundle bundles) : INoticeForm
{
    public SubscriptionBinding Binding => SubscriptionBinding.Webhook;

    public NoticeDraft Write(Subscriber subscriber, IReadOnlyList<ToldEvent> events, DateTimeOffset now)
    {
        var told = events is [var one] ? one : throw new ArgumentException("A webhook tells one event at a time.", nameof(events));
        var header = new RawNotice(Topic: null, told.Event.EventId, told.Event.Sequence).ToBytes();
        return new NoticeDraft("webhook", DeliveryForm.Webhook, header, Document(subscriber, told, now), Encrypt: false);
    }

    private byte[] Document(Subscriber subscriber, ToldEvent told, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp"u8, InstantText.Write(now));
            writer.WriteString("id"u8, subscriber.Subscription.Code);
            writer.WriteStartObject("event"u8);
            writer.WriteStartObject("hub"u8);
            writer.WriteString("topic"u8, subscriber.Subscription.Topic);
            writer.WriteEndObject();
            writer.WriteStartArray("context"u8);
            bundles.Make(subscriber.Partner, told).WriteTo(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return EcmaJson.Write(buffer.WrittenSpan);
    }
}
