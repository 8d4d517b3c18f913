using System.Threading.Channels;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions;

/// <summary>Works through what was acknowledged: short and long work side by side, from memory as it comes and from the store what nobody has.</summary>
internal sealed partial class TransactionWorker(
    WorkQueue queue, WorkRun run, ITransactionLog log, WorkerIdentity worker, IOptions<TransactionOptions> options, TimeProvider clock, ILogger<TransactionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int MostClaimed = 64;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What is in hand when the server stops may end, within a limit.
        using var hurry = new CancellationTokenSource();
        using var stopping = stoppingToken.Register(() =>
        {
            queue.Close();
            hurry.CancelAfter(TimeSpan.FromSeconds(options.Value.StopSeconds));
        });
        var consumers = Enumerable.Repeat(queue.Short, options.Value.ShortAtOnce).Concat(Enumerable.Repeat(queue.Long, options.Value.LongAtOnce));
        await Task.WhenAll([PollAsync(stoppingToken), .. consumers.Select(lane => ConsumeAsync(lane, hurry.Token, stoppingToken))]);
    }

    private async Task ConsumeAsync(ChannelReader<WaitingWork> lane, CancellationToken hurry, CancellationToken stoppingToken)
    {
        try
        {
            while (await lane.WaitToReadAsync(stoppingToken))
            {
                while (!stoppingToken.IsCancellationRequested && lane.TryRead(out var waiting))
                {
                    await run.RunAsync(waiting, hurry);
                    queue.Withdraw(waiting.Size);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What still waits stays in the store and is freed when this worker signs off.
        }
    }

    private async Task PollAsync(CancellationToken stoppingToken)
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
                await Task.Delay(Pause, clock, CancellationToken.None);
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
                queue.Take(new WaitingWork(work, new WorkSize(work.Content.Length, IsLong(work)), default));
            queue.Looked(more: claimed.Count == wanted);
            if (claimed.Count < wanted)
                return;
        }
    }

    private bool IsLong(TransactionWork work) => work.ContentId is not null || work.TotalCount is null || work.TotalCount > options.Value.CallbackItems;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Waiting work is looked for later: {Reason}")]
        public static partial void StoreAway(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Error, "Waiting work could not be looked for.")]
        public static partial void NotClaimed(ILogger logger, Exception exception);
    }
}
