using Dci.CrvsApi.Registry.Subscriptions;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Subscriptions.Dispatching;

/// <summary>Every now and then: what expired ends, what fails for too long is suspended, and what was kept long enough is forgotten; how many there are is counted.</summary>
internal sealed partial class SubscriptionSweeper(ISubscriptionStore store, SubscriptionCensus census, IOptions<SubscriptionOptions> options, TimeProvider clock, ILogger<SubscriptionSweeper> logger) : BackgroundService
{
    private const int Portion = 500;
    private const int MostNamed = 1000;

    private DateTimeOffset? _sweptAt;

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await store.ExpireAsync(now, cancellationToken) is > 0 and var expired)
            Log.Expired(logger, expired);
        var time = options.Value.SuspendAfter;
        await store.SuspendFailingAsync(now - time, $"The receiver has failed for {time:d\\.hh\\:mm\\:ss}; resume it when it is well again.", now, cancellationToken);
        await store.PruneAsync(now - options.Value.KeepEvents, now - options.Value.KeepEvents, Portion, cancellationToken);
        await census.CountAsync(cancellationToken);
        if (census.Suspended > 0)
            await NameSuspendedAsync(_sweptAt ?? now, cancellationToken);
        _sweptAt = now;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, clock);
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

    private async Task NameSuspendedAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        foreach (var one in await store.ListAsync(new SubscriptionFilter(null, null, SubscriptionState.Suspended, MostNamed), cancellationToken))
            if (one.ChangedAt >= since)
                Log.Suspended(logger, one.Code, one.PartnerId, one.Reason ?? "no reason is known");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Subscription {Code} of partner {PartnerId} was suspended, and its events wait: {Reason}")]
        public static partial void Suspended(ILogger logger, string code, string partnerId, string reason);

        [LoggerMessage(2, LogLevel.Information, "{Count} subscriptions have expired.")]
        public static partial void Expired(ILogger logger, int count);

        [LoggerMessage(3, LogLevel.Warning, "Subscriptions are looked after later: {Reason}")]
        public static partial void Postponed(ILogger logger, string reason);
    }
}
