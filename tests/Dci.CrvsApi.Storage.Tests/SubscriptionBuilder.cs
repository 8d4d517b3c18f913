using System.Globalization;
using System.Text;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;

namespace Dci.CrvsApi.Storage.Tests;

/// <summary>Valid subscriptions, changes that they are told of, and what is sent of them.</summary>
internal static class SubscriptionBuilder
{
    public static ReadOnlyMemory<byte> Key(string name) => Digest(name).AsMemory(0, 16);

    /// <summary>A DCI subscription, one event after the other.</summary>
    public static NewSubscription Listening(string name = "s", params string[] keys) => new()
    {
        Code = NewId(),
        PartnerId = "p",
        Binding = SubscriptionBinding.Dci,
        CorrelationId = NewId(),
        TransactionId = "t-" + name,
        ReferenceId = "r-" + name,
        Address = Destination + "/notify",
        Digest = Digest(name),
        Definition = Encoding.UTF8.GetBytes($$"""{"named":"{{name}}"}"""),
        Kinds = ChangeKinds.Registration,
        Keys = [.. (keys.Length == 0 ? ["births"] : keys).Select(Key)],
        Ordered = true,
        CreatedAt = Now,
        StartsAt = Now,
        AfterChange = 0,
    };

    public static RecordChange Change(long number, ChangeKind kind = ChangeKind.Registered) => new()
    {
        Number = number,
        EventId = new Guid((int)number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]),
        Kind = kind,
        RecordId = string.Create(CultureInfo.InvariantCulture, $"record-{number}"),
        Event = VitalEvent.LiveBirth,
        Version = 1,
        At = Now.AddSeconds(number),
        Announced = true,
    };

    public static SubscriptionEvent Event(long sequence) => Event(sequence, Change(sequence));

    public static SubscriptionEvent Event(long sequence, RecordChange change) => new()
    {
        Sequence = sequence,
        EventId = change.EventId,
        ChangeNo = change.Number,
        Kind = change.Kind,
        RecordId = change.RecordId,
        Event = change.Event,
        Version = change.Version,
        At = change.At,
    };

    public static NewDelivery Notification(this Subscription subscription, long sequence, string? worker = Worker) => Callback(subscription.PartnerId) with
    {
        Action = "notify",
        Form = subscription.Binding == SubscriptionBinding.Dci ? DeliveryForm.Envelope : DeliveryForm.Hub,
        SubscriptionNo = subscription.SubscriptionNo,
        Ordered = subscription.Ordered,
        FirstSequence = sequence,
        LastSequence = sequence,
        WorkerId = worker,
    };

    public static Notice Told(this Subscription subscription, long sequence, string? worker = Worker) =>
        new(subscription.SubscriptionNo, Event(sequence), subscription.Notification(sequence, worker));

    public static Notice Kept(this Subscription subscription, long sequence) => new(subscription.SubscriptionNo, Event(sequence), null);

    /// <summary>Tells these, from where the feed stands, as one change.</summary>
    public static async Task<IReadOnlyList<Delivery?>?> Tell(this ISubscriptionStore store, params Notice[] notices)
    {
        var from = await store.ReadPositionAsync(default);
        return await store.RecordAsync(new FanOut { From = from, To = new FeedPosition(from.ChangeNo + 1, 0), Notices = notices }, default);
    }

    /// <summary>The subscription as it stands.</summary>
    public static async Task<Subscription> Again(this ISubscriptionStore store, Subscription subscription) =>
        await store.ReadAsync(subscription.SubscriptionNo, default) ?? throw new InvalidOperationException("The subscription was forgotten.");
}
