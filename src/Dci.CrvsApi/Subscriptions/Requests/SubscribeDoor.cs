using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>What is refused before a request to be told is acknowledged: one of which no item is well formed, or none is for this partner.</summary>
internal sealed class SubscribeDoor(WishReader wishes, TimeProvider clock)
{
    public Outcome<SubscribeBatch> Check(VerifiedMessage message)
    {
        var batch = SubscribeRules.Read(message.Body);
        if (batch.Failed)
            return batch.Failure;
        var items = batch.Value.Items;
        return items.All(item => item.Malformed is not null) ? SubscribeRules.Malformed(items)
            : Forbidden(message, items) is { } forbidden ? forbidden
            : batch.Value;
    }

    private Failure? Forbidden(VerifiedMessage message, IReadOnlyList<SubscribeItem> items)
    {
        var request = new RequestEcho(message.Header.MessageId, message.Header.Action, message.Header.SenderId, message.Header.ReceiverId, "");
        var faults = new List<ItemFault>(items.Count);
        foreach (var item in items)
        {
            if (wishes.Read(message.Partner, item, request, message.Opened.WasEncrypted, clock.GetUtcNow()) is not WishReading.Refused { Forbidden: true } refused)
                return null;
            faults.Add(new ItemFault(item.ReferenceId, refused.Rejection.Code, refused.Rejection.Detail));
        }

        var detail = string.Join(' ', faults.Select(fault => fault.Detail).Distinct(StringComparer.Ordinal));
        return new Failure(StatusCodes.Status403Forbidden, "err.request.forbidden", detail) { Faults = faults };
    }
}
