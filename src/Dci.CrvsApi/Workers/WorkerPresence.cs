using Dci.CrvsApi.Registry.Workers;

namespace Dci.CrvsApi.Workers;

/// <summary>
/// Keeps this process on the roster while it works, and frees what processes left behind that are gone.
/// Comes before everything that claims work and ends after it, so it must be the first of them in the container.
/// </summary>
internal sealed partial class WorkerPresence(IWorkerRoster roster, WorkerIdentity worker, TimeProvider clock, ILogger<WorkerPresence> logger) : OneEndService
{
    /// <summary>How long it counts as there after it was last heard of.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await SignInAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // Before it looks who is gone: a process that was held up for longer than its lease would else free what it has itself.
                await SignInAsync(stoppingToken);
                if (await roster.FreeAbandonedAsync(clock.GetUtcNow(), stoppingToken) is var freed && freed > 0)
                    Log.Freed(logger, freed);
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotRenewed(logger, away.Message);
            }
        }
    }

    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        await StopExecutingAsync(cancellationToken);
        try
        {
            await roster.SignOffAsync(worker.Id, cancellationToken);
        }
        catch (Exception away)
        {
            Log.NotSignedOff(logger, away.Message);
        }
    }

    private Task SignInAsync(CancellationToken cancellationToken) => roster.SignInAsync(worker.Id, clock.GetUtcNow() + Lease, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "This worker could not say that it is there; when that lasts, others take over what it has: {Reason}")]
        public static partial void NotRenewed(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Information, "{Count} pieces of work were freed that a worker had who is gone.")]
        public static partial void Freed(ILogger logger, int count);

        [LoggerMessage(3, LogLevel.Warning, "This worker could not sign off; what it has is freed when its time is over: {Reason}")]
        public static partial void NotSignedOff(ILogger logger, string reason);
    }
}
