using System.Runtime.CompilerServices;
using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Requests;
using Subscription = Dci.CrvsApi.Registry.Subscriptions.Subscription;

namespace Dci.CrvsApi.Subscriptions.Notices;

/// <summary>Tells DCI subscribers by <c>notify</c>, in the form that their profile names.</summary>
internal sealed class DciNotice : INoticeForm
{
    private readonly ConditionalWeakTable<Partner, PersonMask> _masks = [];

    public SubscriptionBinding Binding => SubscriptionBinding.Dci;

    public NoticeDraft Write(Subscriber subscriber, IReadOnlyList<ToldEvent> events, DateTimeOffset now)
    {
        using var message = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(message, WireJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("transaction_id"u8, subscriber.Subscription.TransactionId);
            // It reads one event of a message.
            if (subscriber.Partner.Profile.Notify == NotifyForm.OpenSpp && events is [var only])
                new OpenSppMembers(MaskOf(subscriber)).Write(writer, only, now);
            WriteItems(writer, subscriber, events);
            writer.WriteEndObject();
        }

        var header = JsonSerializer.SerializeToUtf8Bytes(State(subscriber, events), ReplyJson.Default.ReplyState);
        return new NoticeDraft("notify", DeliveryForm.Envelope, header, message.WrittenMemory.ToArray(), subscriber.Definition.Encrypt);
    }

    /// <summary>Writes <c>notify_event</c>.</summary>
    public void WriteItems(Utf8JsonWriter writer, Subscriber subscriber, IReadOnlyList<ToldEvent> events) =>
        new NoticeItemWriter(MaskOf(subscriber)).WriteAll(writer, subscriber, events);

    private PersonMask MaskOf(Subscriber subscriber) => _masks.GetValue(subscriber.Partner, PersonMask.Compile);

    private static ReplyState State(Subscriber subscriber, IReadOnlyList<ToldEvent> events) => new()
    {
        Request = subscriber.Definition.Request,
        Action = "notify",
        Status = RequestStatus.Succeeded,
        TotalCount = events.Count,
        CompletedCount = events.Count,
        Records = events.Count(told => told.Person is not null),
        Meta = Meta(subscriber.Subscription, events),
    };

    private static JsonElement Meta(Subscription subscription, IReadOnlyList<ToldEvent> events)
    {
        using var output = new PooledBuffer(256);
        using (var writer = new Utf8JsonWriter(output, WireJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("subscription_code"u8, subscription.Code);
            writer.WriteNumber("first_sequence"u8, events[0].Event.Sequence);
            writer.WriteNumber("last_sequence"u8, events[^1].Event.Sequence);
            if (events is [{ Event: var only }])
            {
                writer.WriteNumber("sequence"u8, only.Sequence);
                writer.WriteString("event_id"u8, only.EventId);
                writer.WriteString("event_type"u8, EventWords.Of(only.Event, only.Kind));
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(output.WrittenSpan);
    }
}
