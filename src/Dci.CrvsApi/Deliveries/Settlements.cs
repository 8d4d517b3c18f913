using Dci.CrvsApi.Access;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries;

/// <summary>Records what came of deliveries. While the store is away it keeps trying: what was sent is not sent again for want of a note.</summary>
internal sealed partial class Settlements(IDeliveryStore store, DeliveryMetrics metrics, Admission admission, TimeProvider clock, ILogger<Settlements> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Ends without a record only when it is cancelled.</summary>
    public async Task RecordAsync(Delivery delivery, Settlement settlement, CancellationToken cancellationToken)
    {
        metrics.Attempted(settlement);
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                if (!await store.SettleAsync(settlement, cancellationToken))
                    Log.Lost(logger, settlement.DeliveryNo);
                else if (settlement.State != DeliveryState.Waiting)
                    admission.Remove(delivery.PartnerId);
                return;
            }
            catch (Exception away) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotRecorded(logger, settlement.DeliveryNo, away.Message);
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Delivery {DeliveryNo} was taken over by another worker meanwhile; the receiver may get it twice, with the same message id.")]
        public static partial void Lost(ILogger logger, long deliveryNo);

        [LoggerMessage(2, LogLevel.Warning, "What came of delivery {DeliveryNo} could not be recorded and will be tried again: {Reason}")]
        public static partial void NotRecorded(ILogger logger, long deliveryNo, string reason);
    }
}
