using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Search;
using Dci.CrvsApi.Transactions;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary><c>POST /registry/unsubscribe</c>: acknowledged, and answered with on-unsubscribe. Its codes are the items that one may ask after.</summary>
internal sealed class UnsubscribeEndpoint(AcknowledgingEndpoint endpoint, IOptions<SearchOptions> options)
{
    public Task HandleAsync(HttpContext context) => endpoint.HandleAsync(context, Operation.Unsubscribe, options.Value.MaxBodyBytes, Read);

    private static Outcome<Intention> Read(VerifiedMessage message)
    {
        var wish = UnsubscribeRules.Read(message.Body);
        return wish.Failed ? wish.Failure : new Intention
        {
            Kind = TransactionKind.Unsubscribe,
            TransactionId = wish.Value.TransactionId,
            Count = wish.Value.Codes.Count,
            ReferenceIds = wish.Value.Codes,
        };
    }
}
