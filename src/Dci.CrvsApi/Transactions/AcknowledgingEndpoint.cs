using Dci.CrvsApi.Access;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Search;

namespace Dci.CrvsApi.Transactions;

/// <summary>What every asynchronous operation does: receive, read, take in, acknowledge.</summary>
internal sealed class AcknowledgingEndpoint(MessageReceiver receiver, Admission admission, Intake intake, SearchReport report)
{
    /// <param name="read">Reads what the message asks for, or says why it is refused.</param>
    public async Task HandleAsync(HttpContext context, Operation operation, int bodyLimit, Func<VerifiedMessage, Outcome<Intention>> read)
    {
        if (await AcknowledgeAsync(context, operation, bodyLimit, read) is { } failure)
            await report.RefuseAsync(context, failure);
    }

    private async ValueTask<Failure?> AcknowledgeAsync(HttpContext context, Operation operation, int bodyLimit, Func<VerifiedMessage, Outcome<Intention>> read)
    {
        var received = await receiver.ReceiveAsync(context, operation, bodyLimit, admission.Refuse);
        if (received.Failed)
            return received.Failure;
        var message = received.Value;
        return await AcknowledgeAsync(context, message, read) is { } failure ? message.Echo(context, failure) : null;
    }

    private async ValueTask<Failure?> AcknowledgeAsync(HttpContext context, VerifiedMessage message, Func<VerifiedMessage, Outcome<Intention>> read)
    {
        var intention = read(message);
        if (intention.Failed)
            return intention.Failure;
        var target = CallbackTarget.Of(message);
        if (target.Failed)
            return target.Failure;

        var accepted = await intake.AcceptAsync(message, intention.Value, target.Value, context.RequestAborted);
        if (accepted.Failed)
            return accepted.Failure;
        await AckWriter.AcknowledgeAsync(context, accepted.Value, message.Partner.Profile.AckStatusCode);
        return null;
    }
}
