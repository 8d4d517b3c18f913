using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Telemetry;

namespace Dci.CrvsApi.Search;

/// <summary>Tells the operator how a search ended, and never what it asked.</summary>
internal sealed partial class SearchReport(CrvsMetrics metrics, ILogger<SearchReport> logger)
{
    public void Answered(VerifiedMessage message, IReadOnlyList<ItemOutcome> outcomes)
    {
        metrics.Answered(outcomes);
        Log.Answered(logger, message.Header.MessageId, message.Partner.Id, outcomes.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Answered message {MessageId} of {PartnerId} with {Items} items")]
        public static partial void Answered(ILogger logger, string messageId, string partnerId, int items);
    }
}
