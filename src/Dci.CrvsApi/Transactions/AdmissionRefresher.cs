using Dci.CrvsApi.Access;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Transactions;

/// <summary>Keeps what the back-pressure counts close to what the store says.</summary>
internal sealed partial class AdmissionRefresher(Admission admission, ITransactionLog log, IDeliveryStore deliveries, TimeProvider clock, ILogger<AdmissionRefresher> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                admission.Reset(await log.CountUnfinishedAsync(stoppingToken), (await deliveries.ReadBacklogAsync(stoppingToken)).WaitingByPartner);
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Postponed(logger, away.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What is unfinished is counted later: {Reason}")]
        public static partial void Postponed(ILogger logger, string reason);
    }
}
