using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Transactions;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries;

/// <summary>Once a minute: what is too old to be delivered becomes a dead letter, and what was kept long enough is erased. A little at a time, so that nothing waits for it.</summary>
internal sealed partial class Retention(
    IDeliveryStore deliveries, ITransactionLog transactions, IContentStore contents, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<Retention> logger) : BackgroundService
{
    private const int Portion = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenPortions = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Unused = TimeSpan.FromHours(1);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var erase = now.AddDays(-options.Value.PayloadDays);
        var forget = now.AddDays(-options.Value.TransactionDays);
        var given = await ByPortionsAsync(() => deliveries.ExpireAsync(now, Portion, cancellationToken), cancellationToken);
        if (given > 0)
            Log.GivenUp(logger, given);
        await ByPortionsAsync(() => deliveries.PruneAsync(erase, forget, Portion, cancellationToken), cancellationToken);
        await ByPortionsAsync(() => transactions.PruneAsync(erase, forget, Portion, cancellationToken), cancellationToken);
        await contents.RemoveUnusedAsync(now - Unused, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Postponed(logger, away.Message);
            }
        }
    }

    private async Task<int> ByPortionsAsync(Func<Task<int>> portion, CancellationToken cancellationToken)
    {
        for (var touched = 0; ;)
        {
            var more = await portion();
            touched += more;
            if (more < Portion)
                return touched;
            await Task.Delay(BetweenPortions, clock, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} deliveries were given up because their time was over; 'deliveries list' shows them.")]
        public static partial void GivenUp(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Warning, "Old messages are erased later: {Reason}")]
        public static partial void Postponed(ILogger logger, string reason);
    }
}
