using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>Reads the feed of changes for as long as the process lives, as soon as the bell rings and at least every now and then; while the store is away it waits.</summary>
internal sealed partial class FanOutLoop(FanOutStep step, ChangeBell bell, IOptions<SubscriptionOptions> options, TimeProvider clock, ILogger<FanOutLoop> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for whatever runs before the first wait.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await step.RunAsync(stoppingToken))
                    await bell.WaitAsync(options.Value.PollInterval, stoppingToken);
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotTold(logger, away);
                await Task.Delay(options.Value.PollInterval, clock, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Changes can't be told now and will be later.")]
        public static partial void NotTold(ILogger logger, Exception exception);
    }
}
