using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Workers;

namespace Dci.CrvsApi.Transactions;

/// <summary>Asks the store for work that is due and that nobody has, as long as there is room for it.</summary>
internal sealed partial class WorkPoller(WorkQueue queue, ITransactionLog log, WorkerIdentity worker, TimeProvider clock, ILogger<WorkPoller> logger)
{
    private const int MostClaimed = 64;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Ends when it is cancelled, and never throws.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ClaimAsync(stoppingToken);
                await queue.WaitAsync(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                if (fault is RegisterUnavailableException)
                    Log.StoreAway(logger, fault.Message);
                else
                    Log.NotClaimed(logger, fault);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ClaimAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var wanted = Math.Min(queue.Room(), MostClaimed);
            if (wanted == 0)
            {
                queue.Looked(more: true);
                return;
            }

            var claimed = await log.ClaimAsync(worker.Id, clock.GetUtcNow(), wanted, stoppingToken);
            foreach (var work in claimed)
                queue.Take(new WaitingWork(work, queue.SizeOf(work.ContentId is null ? work.Content.Length : null, work.TotalCount), default));
            queue.Looked(more: claimed.Count == wanted);
            if (claimed.Count < wanted)
                return;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Waiting work is looked for later: {Reason}")]
        public static partial void StoreAway(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Error, "Waiting work could not be looked for.")]
        public static partial void NotClaimed(ILogger logger, Exception exception);
    }
}
