using Dci.CrvsApi.Messaging;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Search;

/// <summary><c>POST /registry/sync/search</c>: receive, answer, record, sign, send.</summary>
internal sealed class SearchEndpoint(MessageEndpoint endpoint, SearchHandler handler, SearchReply reply, SearchReport report, IOptions<SearchOptions> options)
{
    public Task HandleAsync(HttpContext context) =>
        endpoint.HandleAsync(context, Operation.SyncSearch, options.Value.MaxBodyBytes, message => AnswerAsync(context, message));

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
