using Dci.CrvsApi.Messaging;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Search;

/// <summary><c>POST /registry/sync/search</c>: receive, answer, record, sign, send.</summary>
internal sealed class SearchEndpoint(
    MessageReceiver receiver,
    SearchHandler handler,
    SearchReply reply,
    FailureWriter failures,
    CrvsMetrics metrics,
    IOptions<SearchOptions> options)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await AnswerAsync(context) is { } failure)
            await failures.WriteAsync(context, failure);
    }

    private async ValueTask<Failure?> AnswerAsync(HttpContext context)
    {
        var received = await receiver.ReceiveAsync(context, Operation.SyncSearch, options.Value.MaxBodyBytes);
        if (received.Failed)
            return received.Failure;
        var message = received.Value;
        var search = SearchRules.Check(message.Body, message.Partner.Limits.ItemsPerMessage ?? options.Value.MaxItems);
        if (search.Failed)
            return search.Failure;
        var outcomes = await handler.AnswerAsync(message.Partner, search.Value, context.RequestAborted);
        return outcomes.Failed ? outcomes.Failure : await reply.SendAsync(context, message, search.Value.TransactionId, outcomes.Value);
    }
}
