using Dci.CrvsApi.Messaging;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Search;

/// <summary><c>POST /registry/sync/search</c>: receive, answer, record, sign, send.</summary>
internal sealed class SearchEndpoint(MessageReceiver receiver, SearchHandler handler, SearchReply reply, SearchReport report, IOptions<SearchOptions> options)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await AnswerAsync(context) is { } failure)
            await report.RefuseAsync(context, failure);
    }

    private async ValueTask<Failure?> AnswerAsync(HttpContext context)
    {
        var received = await receiver.ReceiveAsync(context, Operation.SyncSearch, options.Value.MaxBodyBytes);
        if (received.Failed)
            return received.Failure;
        var message = received.Value;
        return await AnswerAsync(context, message) is { } failure ? message.Echo(context, failure) : null;
    }

    private async ValueTask<Failure?> AnswerAsync(HttpContext context, VerifiedMessage message)
    {
        var search = SearchRules.Check(message.Body, message.Partner.Limits.ItemsPerMessage ?? options.Value.MaxItems);
        if (search.Failed)
            return search.Failure;
        var outcomes = await handler.AnswerAsync(message.Partner, search.Value, context.RequestAborted);
        if (outcomes.Failed)
            return outcomes.Failure;
        if (await reply.SendAsync(context, message, search.Value.TransactionId, outcomes.Value) is { } used)
            return used;
        report.Answered(message, outcomes.Value);
        return null;
    }
}
