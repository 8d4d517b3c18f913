using Dci.CrvsApi.Access;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Subscriptions.Dispatching;

namespace Dci.CrvsApi.Deliveries;

/// <summary>Records what came of deliveries. While the store is away it keeps trying: what was sent is not sent again for want of a note.</summary>
internal sealed partial class Settlements(IDeliveryStore store, DeliveryMetrics metrics, Admission admission, Backlog backlog, TimeProvider clock, ILogger<Settlements> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>False when this node does not have it any more. Ends without a record only when it is cancelled.</summary>
    public async Task<bool> RecordAsync(Delivery delivery, Settlement settlement, CancellationToken cancellationToken)
    {
        metrics.Attempted(settlement);
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var had = await store.SettleAsync(settlement, cancellationToken);
                Note(delivery, settlement, had);
                return had;
            }
            catch (Exception away) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotRecorded(logger, settlement.DeliveryNo, away.Message);
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private void Note(Delivery delivery, Settlement settlement, bool had)
    {
        // What was not sent may have been let go of before.
        if (!had && settlement.Attempt is not null)
            Log.Lost(logger, settlement.DeliveryNo);
        if (!had || settlement.State == DeliveryState.Waiting)
            return;
        // What tells events was not asked for just now, so it counts for nothing that is taken in.
        if (delivery.SubscriptionNo is { } subscriptionNo)
            backlog.Left(subscriptionNo);
        else
            admission.Remove(delivery.PartnerId);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Delivery {DeliveryNo} was taken over by another worker meanwhile; the receiver may get it twice, with the same message id.")]
        public static partial void Lost(ILogger logger, long deliveryNo);

        [LoggerMessage(2, LogLevel.Warning, "What came of delivery {DeliveryNo} could not be recorded and will be tried again: {Reason}")]
        public static partial void NotRecorded(ILogger logger, long deliveryNo, string reason);
    }
}
