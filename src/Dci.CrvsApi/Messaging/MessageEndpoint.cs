using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Telemetry;

namespace Dci.CrvsApi.Messaging;

/// <summary>What every operation does with a request: it receives the message, has it answered, and tells its sender when it is refused; the operator always, and never what was asked.</summary>
internal sealed partial class MessageEndpoint(MessageReceiver receiver, FailureWriter failures, CrvsMetrics metrics, ILogger<MessageEndpoint> logger)
{
    private const string Unknown = "a sender that was not verified";

    /// <param name="answer">Answers a verified message, or says why it is refused.</param>
    /// <param name="admit">As <see cref="MessageReceiver.ReceiveAsync"/> has it.</param>
    public async Task HandleAsync(HttpContext context, Operation operation, int bodyLimit, Func<VerifiedMessage, ValueTask<Failure?>> answer, Func<Partner, Failure?>? admit = null)
    {
        var received = await receiver.ReceiveAsync(context, operation, bodyLimit, admit);
        if (received.Failed)
            await RefuseAsync(context, received.Failure);
        else if (await answer(received.Value) is { } failure)
            await RefuseAsync(context, received.Value.Echo(context, failure));
    }

    private Task RefuseAsync(HttpContext context, Failure failure)
    {
        metrics.Refused(failure);
        Log.Refused(logger, context.Request.Path, context.Features.Get<EnvelopeEcho>()?.SenderId ?? Unknown, failure.Status, failure.HeaderReason ?? failure.Code);
        return failures.WriteAsync(context, failure);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused a message to {Path} from {SenderId} with {Status} {Code}")]
        public static partial void Refused(ILogger logger, string path, string senderId, int status, string code);
    }
}
