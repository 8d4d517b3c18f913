using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;
using Dci.CrvsApi.Subscriptions.Topics;

namespace Dci.CrvsApi.Hub;

/// <summary>Tells subscribers of the hub an event: the whole content of the topic (WebSub §7).</summary>
internal sealed class HubNotices(HubTopics topics, EventDocument document) : INoticeForm
{
    public SubscriptionBinding Binding => SubscriptionBinding.Hub;

    public NoticeDraft Write(Subscriber subscriber, IReadOnlyList<ToldEvent> events, DateTimeOffset now)
    {
        var told = events is [var one] ? one : throw new ArgumentException("A topic tells one event at a time.", nameof(events));
        var given = subscriber.Subscription.Topic!;
        var topic = topics.Find(given, subscriber.Partner) ?? TopicOf(told.Event);
        var header = new RawNotice(given, told.Event.EventId, told.Event.Sequence).ToBytes();
        return new NoticeDraft("hub", DeliveryForm.Hub, header, document.Write(given, topic, subscriber.Partner, told), Encrypt: false);
    }

    // The server's address has changed since the subscriber named the topic.
    private static Topic TopicOf(SubscriptionEvent happened) => TopicTable.All.First(topic => topic.Event == happened.Event && topic.Kind == happened.Kind);
}
