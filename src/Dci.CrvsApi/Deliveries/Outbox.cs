using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries;

/// <summary>Where callbacks are put: drafted before the write that makes them due, sent off after it.</summary>
internal sealed class Outbox(DeliveryQueue queue, WorkerIdentity worker, IOptions<DeliveryOptions> options, IOptions<SubscriptionOptions> subscriptions)
{
    /// <summary>A delivery to be stored; <see cref="Send"/>, <see cref="Discard"/> or <see cref="Doubt"/> must follow.</summary>
    /// <param name="message">The JSON of <c>message</c> in clear and in the partner's form; not borrowed memory.</param>
    public NewDelivery Draft(Partner partner, Uri address, ReplyState state, string correlationId, ReadOnlyMemory<byte> message, bool encrypt, DateTimeOffset now)
    {
        return Reserve(new NewDelivery
        {
            MessageId = Guid.CreateVersion7(now).ToString(),
            PartnerId = partner.Id,
            Action = state.Action,
            CorrelationId = correlationId,
            Address = address.OriginalString,
            Destination = address.GetLeftPart(UriPartial.Authority),
            Header = JsonSerializer.SerializeToUtf8Bytes(state, ReplyJson.Default.ReplyState),
            Message = message,
            Encrypt = encrypt,
            CreatedAt = now,
            DueAt = now,
            GiveUpAt = EndOf(partner, now),
        });
    }

    /// <summary>The same for a notice of events, first to last, to a subscriber that has an address.</summary>
    /// <param name="leave">Whether it is left to whoever asks the store, since something before it is.</param>
    public NewDelivery Draft(Subscriber subscriber, NoticeDraft notice, IReadOnlyList<SubscriptionEvent> events, DateTimeOffset now, bool leave = false)
    {
        var subscription = subscriber.Subscription;
        var draft = new NewDelivery
        {
            MessageId = Guid.CreateVersion7(now).ToString(),
            PartnerId = subscription.PartnerId,
            Action = notice.Action,
            CorrelationId = subscription.CorrelationId,
            Address = subscription.Address!,
            Destination = new Uri(subscription.Address!).GetLeftPart(UriPartial.Authority),
            Header = notice.Header,
            Message = notice.Message,
            Encrypt = notice.Encrypt,
            CreatedAt = now,
            DueAt = now,
            GiveUpAt = subscription.Ordered ? now + subscriptions.Value.KeepEvents : EndOf(subscriber.Partner, now),
            Form = notice.Form,
            SubscriptionNo = subscription.SubscriptionNo,
            Ordered = subscription.Ordered,
            FirstSequence = events[0].Sequence,
            LastSequence = events[^1].Sequence,
        };
        return leave ? draft : Reserve(draft);
    }

    /// <summary>The draft is stored: it goes out.</summary>
    public void Send(Delivery stored)
    {
        if (stored.WorkerId is null)
            queue.Wake();
        else
            queue.Hand(stored);
    }

    /// <summary>The draft was not stored.</summary>
    public void Discard(NewDelivery draft)
    {
        if (draft.WorkerId is not null)
            queue.Withdraw(draft);
    }

    /// <summary>Whether the draft was stored is not known: it goes out if it was.</summary>
    public void Doubt(NewDelivery draft)
    {
        if (draft.WorkerId is not null)
            queue.Doubt(draft);
    }

    private NewDelivery Reserve(NewDelivery draft) => queue.TryReserve(draft) ? draft with { WorkerId = worker.Id } : draft;

    private DateTimeOffset EndOf(Partner partner, DateTimeOffset now) => now.AddHours(partner.Limits.DeliveryHours ?? options.Value.MaxAgeHours);
}
