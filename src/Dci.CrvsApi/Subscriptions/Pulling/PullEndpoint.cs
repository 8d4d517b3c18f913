using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Search;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Subscriptions.Pulling;

/// <summary><c>POST /registry/events/pull</c>, ours: events of a subscription from a number on, in the response.</summary>
internal sealed class PullEndpoint(MessageEndpoint endpoint, PullDesk desk, PullReply reply, IOptions<SearchOptions> options)
{
    public Task HandleAsync(HttpContext context) =>
        endpoint.HandleAsync(context, Operation.PullEvents, options.Value.MaxBodyBytes, message => AnswerAsync(context, message));

    private async ValueTask<Failure?> AnswerAsync(HttpContext context, VerifiedMessage message)
    {
        var wish = PullRules.Read(message.Body);
        if (wish.Failed)
            return wish.Failure;
        var pulled = await desk.FindAsync(message.Partner, wish.Value, context.RequestAborted);
        return pulled.Failed ? pulled.Failure : await reply.SendAsync(context, message, wish.Value.TransactionId, pulled.Value);
    }
}
