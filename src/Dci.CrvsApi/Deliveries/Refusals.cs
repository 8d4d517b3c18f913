using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries;

/// <summary>Counts how often in a row a delivery was refused before; asked only when it is refused again.</summary>
internal sealed partial class Refusals(IDeliveryStore store, ILogger<Refusals> logger)
{
    /// <summary>In its present life; 0 when it can't be told now, which gives the delivery one more chance.</summary>
    public async Task<int> CountAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Attempts == delivery.EarlierAttempts)
            return 0;
        try
        {
            var history = await store.FindAsync(delivery.MessageId, cancellationToken);
            return history is null ? 0 : history.Attempts.Reverse().TakeWhile(attempt => attempt.Fault == DeliveryFault.Refused && attempt.Number > delivery.EarlierAttempts).Count();
        }
        catch (Exception away)
        {
            Log.NotCounted(logger, away, delivery.MessageId);
            return 0;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "How often delivery {MessageId} was refused before can't be read now.")]
        public static partial void NotCounted(ILogger logger, Exception exception, string messageId);
    }
}
