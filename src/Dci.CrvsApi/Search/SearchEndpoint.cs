using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Telemetry;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Search;

/// <summary><c>POST /registry/sync/search</c>: receive, answer, record, sign, send.</summary>
internal sealed partial class SearchEndpoint(
    MessageReceiver receiver,
    SearchHandler handler,
    SearchReply reply,
    FailureWriter failures,
    CrvsMetrics metrics,
    IOptions<SearchOptions> options,
    ILogger<SearchEndpoint> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await AnswerAsync(context) is not { } failure)
            return;
        metrics.Refused(failure);
        Log.Refused(logger, failure.Status, failure.Code, failure.HeaderReason);
        await failures.WriteAsync(context, failure);
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
        metrics.Answered(outcomes.Value);
        Log.Answered(logger, message.Header.MessageId, message.Partner.Id, outcomes.Value.Count);
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused a message with {Status} {Code} {Reason}")]
        public static partial void Refused(ILogger logger, int status, string code, string? reason);

        [LoggerMessage(2, LogLevel.Debug, "Answered message {MessageId} of {PartnerId} with {Items} items")]
        public static partial void Answered(ILogger logger, string messageId, string partnerId, int items);
    }
}
