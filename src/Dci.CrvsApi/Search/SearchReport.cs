using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Telemetry;

namespace Dci.CrvsApi.Search;

/// <summary>Tells how a message ended: the sender when it was refused, the operator always, and never what it asked.</summary>
internal sealed partial class SearchReport(FailureWriter failures, CrvsMetrics metrics, ILogger<SearchReport> logger)
{
    public Task RefuseAsync(HttpContext context, Failure failure)
    {
        metrics.Refused(failure);
        Log.Refused(logger, failure.Status, failure.Code, failure.HeaderReason);
        return failures.WriteAsync(context, failure);
    }

    public void Answered(VerifiedMessage message, IReadOnlyList<ItemOutcome> outcomes)
    {
        metrics.Answered(outcomes);
        Log.Answered(logger, message.Header.MessageId, message.Partner.Id, outcomes.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused a message with {Status} {Code} {Reason}")]
        public static partial void Refused(ILogger logger, int status, string code, string? reason);

        [LoggerMessage(2, LogLevel.Debug, "Answered message {MessageId} of {PartnerId} with {Items} items")]
        public static partial void Answered(ILogger logger, string messageId, string partnerId, int items);
    }
}
