using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries;

/// <summary>Looks now and then at what waits to be delivered, for the metrics and the health report.</summary>
internal sealed partial class DeliveryWatch(IDeliveryStore store, TimeProvider clock, ILogger<DeliveryWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private DeliveryBacklog? _latest;

    /// <summary>As of the last look; null before the first.</summary>
    public DeliveryBacklog? Latest => Volatile.Read(ref _latest);

    public int Waiting => Latest?.WaitingByPartner.Values.Sum() ?? 0;

    public int Dead => Latest?.Dead ?? 0;

    /// <summary>Zero when nothing is overdue.</summary>
    public TimeSpan OldestDueAge => Latest?.OldestDueAt is { } due && clock.GetUtcNow() - due is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;

    public async Task LookAsync(CancellationToken cancellationToken) => Volatile.Write(ref _latest, await store.ReadBacklogAsync(cancellationToken));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotRead(logger, away.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "How much waits to be delivered can't be read now: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
