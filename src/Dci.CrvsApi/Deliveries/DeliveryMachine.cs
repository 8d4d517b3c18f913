using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries;

/// <summary>
/// Delivers: what is handed over goes out at once, what has come due is claimed from the store. When the server stops
/// nothing new is claimed, what is under way may finish within a limit, and the rest is for the next start.
/// </summary>
internal sealed partial class DeliveryMachine(
    DeliveryQueue queue, DeliveryPoller poller, DeliveryRun run, Settlements settlements, IOptions<DeliveryOptions> options, ILogger<DeliveryMachine> logger) : OneEndService
{
    private static readonly TimeSpan ToRecord = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _attempts = new();
    private readonly CancellationTokenSource _records = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        queue.Open(
            delivery => _ = Task.Run(() => DeliverAsync(delivery), CancellationToken.None),
            delivery => _ = Task.Run(() => GiveBackAsync(delivery), CancellationToken.None));
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        _attempts.Dispose();
        _records.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => poller.RunAsync(stoppingToken);

    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        await StopExecutingAsync(cancellationToken);
        if (queue.UnderWay is > 0 and var count)
            Log.Ending(logger, count, (int)options.Value.StopWithin.TotalSeconds);
        if (!await EndedAsync(options.Value.StopWithin, cancellationToken))
        {
            await _attempts.CancelAsync();
            if (!await EndedAsync(ToRecord, cancellationToken))
                Log.LeftOver(logger);
        }

        await _records.CancelAsync();
    }

    private async Task DeliverAsync(Delivery delivery)
    {
        var settlement = await run.RunAsync(delivery, queue.CircuitOf(delivery.Destination), _attempts.Token);
        // The record does not hold the slot: the next one goes while this commits.
        queue.Answered(delivery, settlement.State);
        queue.Settled(delivery, await RecordAsync(delivery, settlement));
    }

    // Something before it has not arrived: it waits in the store until that has.
    private async Task GiveBackAsync(Delivery delivery)
    {
        var had = await RecordAsync(delivery, run.LeftAlone(delivery));
        queue.Returned(delivery, had);
        if (had)
            queue.Wake();
    }

    private async Task<bool> RecordAsync(Delivery delivery, Settlement settlement)
    {
        try
        {
            return await settlements.RecordAsync(delivery, settlement, _records.Token);
        }
        catch (OperationCanceledException)
        {
            Log.NotRecorded(logger, delivery.MessageId);
            return false;
        }
    }

    private async Task<bool> EndedAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await queue.Idle.WaitAsync(limit, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Information, "Stopping: {Count} deliveries under way have {Seconds} s to end; what does not, and what waits, is for the next start.")]
        public static partial void Ending(ILogger logger, int count, int seconds);

        [LoggerMessage(1, LogLevel.Warning, "Stopped with deliveries under way; they are made again at the next start.")]
        public static partial void LeftOver(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "Stopped before it could be recorded what came of delivery {MessageId}; it is made again at the next start, with the same message id.")]
        public static partial void NotRecorded(ILogger logger, string messageId);
    }
}
