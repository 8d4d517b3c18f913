using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Search;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary><c>POST /registry/sync/txn/status</c>: how earlier messages stand, at once.</summary>
internal sealed class SyncStatusEndpoint(MessageReceiver receiver, StatusFinder finder, StatusReply reply, SearchReport report, IOptions<SearchOptions> options)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await AnswerAsync(context) is { } failure)
            await report.RefuseAsync(context, failure);
    }

    private async ValueTask<Failure?> AnswerAsync(HttpContext context)
    {
        var received = await receiver.ReceiveAsync(context, Operation.SyncTxnStatus, options.Value.MaxBodyBytes);
        if (received.Failed)
            return received.Failure;
        var message = received.Value;
        return await AnswerAsync(context, message) is { } failure ? message.Echo(context, failure) : null;
    }

    private async ValueTask<Failure?> AnswerAsync(HttpContext context, VerifiedMessage message)
    {
        var question = StatusRules.Check(message.Body);
        if (question.Failed)
            return question.Failure;
        var answer = await finder.FindAsync(message.Partner, question.Value, Guid.NewGuid().ToString(), context.RequestAborted);
        return await reply.SendAsync(context, message, answer);
    }
}
