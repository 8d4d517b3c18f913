using Dci.CrvsApi.Access;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Transactions;

/// <summary>What every asynchronous operation does: receive, read, take in, acknowledge.</summary>
internal sealed class AcknowledgingEndpoint(MessageEndpoint endpoint, Admission admission, Intake intake)
{
    /// <param name="read">Reads what the message asks for, or says why it is refused.</param>
    public Task HandleAsync(HttpContext context, Operation operation, int bodyLimit, Func<VerifiedMessage, Outcome<Intention>> read) =>
        endpoint.HandleAsync(context, operation, bodyLimit, message => AcknowledgeAsync(context, message, read), admission.Refuse);

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
