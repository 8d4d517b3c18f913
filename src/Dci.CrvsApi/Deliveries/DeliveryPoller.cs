using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries;

/// <summary>Asks the store for what has come due and nobody has, only for destinations that have room.</summary>
internal sealed partial class DeliveryPoller(IDeliveryStore store, DeliveryQueue queue, WorkerIdentity worker, IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<DeliveryPoller> logger)
{
    private const int DoubtsAtOnce = 100;

    // However often it is woken, whatever is due is listed at most this often.
    private static readonly TimeSpan BetweenLists = TimeSpan.FromMilliseconds(50);

    private long? _listedAt;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var whatever = await queue.WaitAsync(options.Value.PollInterval, cancellationToken);
            try
            {
                await ResolveAsync(cancellationToken);
                foreach (var destination in queue.Hungry())
                    await ClaimAsync(destination, cancellationToken);
                if (whatever)
                    await ListAsync(cancellationToken);
            }
            catch (Exception away) when (!cancellationToken.IsCancellationRequested)
            {
                Log.StoreAway(logger, away.Message);
                await Task.Delay(options.Value.PollInterval, clock, cancellationToken);
            }
        }
    }

    // A write of which no answer came back may have been done: then this node has what it does not know of.
    private async Task ResolveAsync(CancellationToken cancellationToken)
    {
        foreach (var some in queue.Doubtful().Chunk(DoubtsAtOnce))
        {
            var own = await store.FindOwnAsync(worker.Id, [.. some.Select(draft => draft.MessageId)], cancellationToken);
            var stored = own.ToDictionary(delivery => delivery.MessageId, StringComparer.Ordinal);
            foreach (var draft in some)
                queue.Resolve(draft, stored.GetValueOrDefault(draft.MessageId));
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        if (_listedAt is { } before && BetweenLists - clock.GetElapsedTime(before) is var rest && rest > TimeSpan.Zero)
            await Task.Delay(rest, clock, cancellationToken);
        _listedAt = clock.GetTimestamp();
        foreach (var destination in await store.ListDueDestinationsAsync(clock.GetUtcNow(), cancellationToken))
            await ClaimAsync(destination, cancellationToken);
    }

    private async Task ClaimAsync(string destination, CancellationToken cancellationToken)
    {
        var rows = queue.ReserveRows(destination);
        if (rows == 0)
            return;
        IReadOnlyList<Delivery> claimed = [];
        try
        {
            claimed = await store.ClaimAsync(worker.Id, destination, clock.GetUtcNow(), rows, cancellationToken);
        }
        finally
        {
            queue.Take(destination, rows, claimed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What is due can't be read from the store now: {Reason}")]
        public static partial void StoreAway(ILogger logger, string reason);
    }
}
