using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Search;

/// <summary>Now and then forgets the message ids whose time is over.</summary>
internal sealed partial class Forgetting(IExchangeLog exchanges, TimeProvider clock, ILogger<Forgetting> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await exchanges.ForgetAsync(clock.GetUtcNow(), stoppingToken);
            }
            catch (RegisterUnavailableException away)
            {
                Log.Postponed(logger, away.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Old message ids are forgotten later: {Reason}")]
        public static partial void Postponed(ILogger logger, string reason);
    }
}
