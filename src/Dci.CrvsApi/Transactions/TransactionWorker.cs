using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions;

/// <summary>Works through what was acknowledged: short and long work side by side, from memory as it comes and from the store what nobody has.</summary>
internal sealed class TransactionWorker(WorkQueue queue, WorkRun run, WorkPoller poller, IOptions<TransactionOptions> options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What is in hand when the server stops may end, within a limit.
        using var hurry = new CancellationTokenSource();
        using var stopping = stoppingToken.Register(() =>
        {
            queue.Close();
            hurry.CancelAfter(options.Value.StopWithin);
        });
        var consumers = Enumerable.Repeat(queue.Short, options.Value.ShortAtOnce).Concat(Enumerable.Repeat(queue.Long, options.Value.LongAtOnce));
        await Task.WhenAll([poller.RunAsync(stoppingToken), .. consumers.Select(lane => ConsumeAsync(lane, hurry.Token, stoppingToken))]);
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
}
