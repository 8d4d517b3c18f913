using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Keys;

/// <summary>Loads the server's keys before the first request and keeps them fresh.</summary>
internal sealed partial class ServerKeysRefresher(ServerKeys keys, IOptions<KeysOptions> options, TimeProvider clock, ILogger<ServerKeysRefresher> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await keys.LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RefreshInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await keys.RefreshAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.RefreshFailed(logger, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The server's keys could not be read again; the ones read before stay in use.")]
        public static partial void RefreshFailed(ILogger logger, Exception exception);
    }
}
