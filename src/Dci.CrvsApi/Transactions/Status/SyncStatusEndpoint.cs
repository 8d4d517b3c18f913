using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Search;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary><c>POST /registry/sync/txn/status</c>: how earlier messages stand, at once.</summary>
internal sealed class SyncStatusEndpoint(MessageEndpoint endpoint, StatusFinder finder, StatusReply reply, IOptions<SearchOptions> options)
{
    public Task HandleAsync(HttpContext context) =>
        endpoint.HandleAsync(context, Operation.SyncTxnStatus, options.Value.MaxBodyBytes, message => AnswerAsync(context, message));

    private async ValueTask<Failure?> AnswerAsync(HttpContext context, VerifiedMessage message)
    {
        var question = StatusRules.Check(message.Body);
        if (question.Failed)
            return question.Failure;
        var answer = await finder.FindAsync(message.Partner, question.Value, Guid.NewGuid().ToString(), context.RequestAborted);
        return await reply.SendAsync(context, message, answer);
    }
}
