using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Search;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary><c>POST /registry/txn/status</c>: the question is acknowledged and answered later.</summary>
internal sealed class AsyncStatusEndpoint(AcknowledgingEndpoint endpoint, IOptions<SearchOptions> options)
{
    public Task HandleAsync(HttpContext context) => endpoint.HandleAsync(context, Operation.TxnStatus, options.Value.MaxBodyBytes, Read);

    private static Outcome<Intention> Read(VerifiedMessage message)
    {
        var question = StatusRules.Check(message.Body);
        return question.Failed ? question.Failure : new Intention { Kind = TransactionKind.TxnStatus, TransactionId = question.Value.TransactionId, Count = 1 };
    }
}
