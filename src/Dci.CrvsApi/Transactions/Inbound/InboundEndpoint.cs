using Dci.CrvsApi.Files;
using Dci.CrvsApi.Messaging;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions.Inbound;

/// <summary>
/// Answers to questions, sent to a server that asks nobody: verified and checked like every message, then acknowledged with
/// <c>NACK</c>, since there is nothing here that they belong to.
/// </summary>
internal sealed class InboundEndpoint(MessageEndpoint endpoint, IOptions<FilesOptions> options, TimeProvider clock)
{
    private static readonly Rejection NeverAsked = new("err.request.not_found", "This server did not ask for this: nothing is known here under this correlation_id or subscription.");

    public RequestDelegate Of(Operation operation) => context =>
        endpoint.HandleAsync(context, operation, options.Value.MaxMessageBytes, message => AnswerAsync(context, operation, message));

    private async ValueTask<Failure?> AnswerAsync(HttpContext context, Operation operation, VerifiedMessage message)
    {
        if (InboundRules.Check(message.Body, operation) is { } failure)
            return failure;
        var correlationId = message.Body.TextOf("correlation_id"u8);
        await AckWriter.DeclineAsync(context, new Acknowledgement(string.IsNullOrEmpty(correlationId) ? Guid.NewGuid().ToString() : correlationId, clock.GetUtcNow()), NeverAsked);
        return null;
    }
}
