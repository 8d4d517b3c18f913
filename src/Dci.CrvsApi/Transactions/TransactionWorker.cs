using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions;

/// <summary>Works through what was acknowledged: short and long work side by side, from memory as it comes and from the store what nobody has.</summary>
internal sealed class TransactionWorker(WorkQueue queue, WorkRun run, WorkPoller poller, IOptions<TransactionOptions> options) : BackgroundService
{
    // More than may go on at the same time: they take turns, piece by piece.
    private const int LongOpen = 8;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What is in hand when the server stops may end, within a limit.
        using var hurry = new CancellationTokenSource();
        using var stopping = stoppingToken.Register(() =>
        {
            queue.Close();
            hurry.CancelAfter(options.Value.StopWithin);
        });
        var consumers = Enumerable.Repeat(queue.Short, options.Value.ShortAtOnce).Concat(Enumerable.Repeat(queue.Long, options.Value.LongAtOnce * LongOpen));
        await Task.WhenAll([poller.RunAsync(stoppingToken), .. consumers.Select(lane => ConsumeAsync(lane, hurry.Token, stoppingToken))]);
    }

    private async Task ConsumeAsync(WorkLane lane, CancellationToken hurry, CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var waiting = await lane.TakeAsync(stoppingToken);
                await run.RunAsync(waiting, hurry);
                queue.Ended(waiting);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What still waits stays in the store and is freed when this worker signs off.
        }
    }
}
