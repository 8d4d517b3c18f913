using Dci.CrvsApi.Files;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Search;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions.Inbound;

/// <summary>
/// Answers to questions, sent to a server that asks nobody: verified and checked like every message, then acknowledged with
/// <c>NACK</c>, since there is nothing here that they belong to.
/// </summary>
internal sealed class InboundEndpoint(MessageReceiver receiver, SearchReport report, IOptions<FilesOptions> options, TimeProvider clock)
{
    private static readonly Rejection NeverAsked = new("err.request.not_found", "This server did not ask for this: nothing is known here under this correlation_id or subscription.");

    public RequestDelegate Of(Operation operation) => context => HandleAsync(context, operation);

    private async Task HandleAsync(HttpContext context, Operation operation)
    {
        if (await AnswerAsync(context, operation) is { } failure)
            await report.RefuseAsync(context, failure);
    }

    private async ValueTask<Failure?> AnswerAsync(HttpContext context, Operation operation)
    {
        var received = await receiver.ReceiveAsync(context, operation, options.Value.MaxMessageBytes);
        if (received.Failed)
            return received.Failure;
        var message = received.Value;
        if (InboundRules.Check(message.Body, operation) is { } failure)
            return message.Echo(context, failure);
        var correlationId = message.Body.TextOf("correlation_id"u8);
        await AckWriter.DeclineAsync(context, new Acknowledgement(string.IsNullOrEmpty(correlationId) ? Guid.NewGuid().ToString() : correlationId, clock.GetUtcNow()), NeverAsked);
        return null;
    }
}
