using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Transactions;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary><c>POST /registry/subscribe</c>: what can be known at once is refused at once; the rest is acknowledged, and answered with on-subscribe.</summary>
internal sealed class SubscribeEndpoint(AcknowledgingEndpoint endpoint, SubscribeDoor door)
{
    private const int LongestMessage = 16 * 1024 * 1024;

    public Task HandleAsync(HttpContext context) => endpoint.HandleAsync(context, Operation.Subscribe, LongestMessage, Read);

    private Outcome<Intention> Read(VerifiedMessage message)
    {
        var batch = door.Check(message);
        return batch.Failed ? batch.Failure : new Intention
        {
            Kind = TransactionKind.Subscribe,
            TransactionId = batch.Value.TransactionId,
            Count = batch.Value.Items.Count,
            ReferenceIds = [.. batch.Value.Items.Select(item => item.ReferenceId)],
        };
    }
}
