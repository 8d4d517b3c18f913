using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Search;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions;

/// <summary><c>POST /registry/search</c>: what can be known at once is refused at once; the rest is acknowledged and answered later.</summary>
internal sealed class AsyncSearchEndpoint(AcknowledgingEndpoint endpoint, SearchDoor door, IOptions<TransactionOptions> options)
{
    public Task HandleAsync(HttpContext context) => endpoint.HandleAsync(context, Operation.Search, options.Value.MaxBodyBytes, Read);

    private Outcome<Intention> Read(VerifiedMessage message)
    {
        var batch = SearchRules.Open(message.Body, int.MaxValue);
        if (batch.Failed)
            return batch.Failure;
        var references = door.Check(message.Partner, batch.Value);
        if (references.Failed)
            return references.Failure;
        return new Intention
        {
            Kind = TransactionKind.Search,
            TransactionId = batch.Value.TransactionId,
            Count = batch.Value.Count,
            ReferenceIds = references.Value,
        };
    }
}
