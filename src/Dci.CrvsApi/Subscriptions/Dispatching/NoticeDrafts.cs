using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;

namespace Dci.CrvsApi.Subscriptions.Dispatching;

/// <summary>Drafts the notices of events that waited: one after the other under this node's name as long as it has room, and the rest for whoever asks the store.</summary>
internal sealed partial class NoticeDrafts(IEnumerable<INoticeForm> forms, Outbox outbox, ILogger<NoticeDrafts> logger)
{
    private readonly Dictionary<SubscriptionBinding, INoticeForm> _forms = forms.ToDictionary(form => form.Binding);

    public bool Speaks(SubscriptionBinding binding) => _forms.ContainsKey(binding);

    /// <summary>A message for each event.</summary>
    /// <param name="leave">Whether none goes under this node's name.</param>
    public List<NewDelivery> OneByOne(Subscriber subscriber, IReadOnlyList<ToldEvent> told, bool leave, DateTimeOffset now)
    {
        var drafts = new List<NewDelivery>(told.Count);
        foreach (var one in told)
            Add(drafts, subscriber, Write(subscriber, one, now), [one], leave, now);
        return drafts;
    }

    /// <summary>As few messages as have at most so many bytes each; never less than one event.</summary>
    public List<NewDelivery> Together(Subscriber subscriber, IReadOnlyList<ToldEvent> told, int bytes, bool leave, DateTimeOffset now)
    {
        var drafts = new List<NewDelivery>();
        var parts = new Stack<IReadOnlyList<ToldEvent>>([told]);
        while (parts.TryPop(out var part))
        {
            var notice = part.Count == 1 ? Write(subscriber, part[0], now) : TryWrite(subscriber, part, now);
            if (notice is not null && (notice.Message.Length <= bytes || part.Count == 1))
            {
                Add(drafts, subscriber, notice, part, leave, now);
                continue;
            }

            parts.Push([.. part.Skip(part.Count / 2)]);
            parts.Push([.. part.Take(part.Count / 2)]);
        }

        return drafts;
    }

    public void Discard(IEnumerable<NewDelivery> drafts)
    {
        foreach (var draft in drafts)
            outbox.Discard(draft);
    }

    public void Doubt(IEnumerable<NewDelivery> drafts)
    {
        foreach (var draft in drafts)
            outbox.Doubt(draft);
    }

    public void Send(IEnumerable<Delivery> stored)
    {
        foreach (var delivery in stored)
            outbox.Send(delivery);
    }

    private void Add(List<NewDelivery> drafts, Subscriber subscriber, NoticeDraft notice, IReadOnlyList<ToldEvent> told, bool leave, DateTimeOffset now) =>
        drafts.Add(outbox.Draft(subscriber, notice, [.. told.Select(one => one.Event)], now, leave || drafts is [.., { WorkerId: null }]));

#pragma warning disable CA1031 // A record that can't be written for a fault of ours must not keep back all that follows it.
    private NoticeDraft Write(Subscriber subscriber, ToldEvent told, DateTimeOffset now)
    {
        var form = _forms[subscriber.Subscription.Binding];
        try
        {
            return form.Write(subscriber, [told], now);
        }
        catch (Exception fault) when (told.Record is not null)
        {
            Log.NotWritten(logger, told.Event.EventId, subscriber.Subscription.Code, fault.GetType().Name);
            return form.Write(subscriber, [new ToldEvent(told.Event, null, null, null)], now);
        }
    }

    /// <summary>Null when one of several can't be written: told apart, only that one is told without its record.</summary>
    private NoticeDraft? TryWrite(Subscriber subscriber, IReadOnlyList<ToldEvent> told, DateTimeOffset now)
    {
        try
        {
            return _forms[subscriber.Subscription.Binding].Write(subscriber, told, now);
        }
        catch (Exception)
        {
            return null;
        }
    }
#pragma warning restore CA1031

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The record of event {EventId} could not be written for subscription {Code}, which is told without it: {Fault}")]
        public static partial void NotWritten(ILogger logger, Guid eventId, string code, string fault);
    }
}
