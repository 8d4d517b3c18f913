using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries;

/// <summary>Where callbacks are put: drafted before the write that makes them due, sent off after it.</summary>
internal sealed class Outbox(DeliveryQueue queue, WorkerIdentity worker, IOptions<DeliveryOptions> options)
{
    /// <summary>A delivery to be stored; <see cref="Send"/> or <see cref="Discard"/> must follow.</summary>
    /// <param name="message">The JSON of <c>message</c> in clear and in the partner's form; not borrowed memory.</param>
    public NewDelivery Draft(Partner partner, Uri address, ReplyState state, string correlationId, ReadOnlyMemory<byte> message, bool encrypt, DateTimeOffset now)
    {
        var destination = address.GetLeftPart(UriPartial.Authority);
        return new NewDelivery
        {
            MessageId = Guid.CreateVersion7(now).ToString(),
            PartnerId = partner.Id,
            Action = state.Action,
            CorrelationId = correlationId,
            Address = address.OriginalString,
            Destination = destination,
            Header = JsonSerializer.SerializeToUtf8Bytes(state, ReplyJson.Default.ReplyState),
            Message = message,
            Encrypt = encrypt,
            CreatedAt = now,
            DueAt = now,
            GiveUpAt = now.AddHours(partner.Limits.DeliveryHours ?? options.Value.MaxAgeHours),
            WorkerId = queue.TryReserve(destination, message.Length) ? worker.Id : null,
        };
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
            queue.Withdraw(draft.Destination, draft.Message.Length);
    }
}
