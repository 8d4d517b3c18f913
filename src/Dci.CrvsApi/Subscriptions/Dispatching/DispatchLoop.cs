using Dci.CrvsApi.Registry.Subscriptions;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Subscriptions.Dispatching;

/// <summary>
/// Puts events that waited into the outbox: as soon as a subscription has room again, and of all others when the store is asked,
/// which finds what was resumed, what a restart left, and what is collected.
/// </summary>
internal sealed partial class DispatchLoop(
    ISubscriptionStore store, Dispatcher dispatcher, Collector collector, Backlog backlog, IOptions<SubscriptionOptions> options, TimeProvider clock, ILogger<DispatchLoop> logger) : BackgroundService
{
    private const int AtOnce = 8;
    private const int PageSize = 200;
    private const int MostPages = 500;

    private long? _listedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for whatever runs before the first wait.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await backlog.WaitAsync(options.Value.PollInterval, stoppingToken);
                await ForEachAsync(backlog.Take(), RunAsync, stoppingToken);
                if (_listedAt is not { } before || clock.GetElapsedTime(before) >= options.Value.PollInterval)
                    await ListAsync(stoppingToken);
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                Log.StoreAway(logger, away);
                await Task.Delay(options.Value.PollInterval, clock, stoppingToken);
            }
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        _listedAt = clock.GetTimestamp();
        long after = 0;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await store.ListReadyAsync(clock.GetUtcNow(), options.Value.Window, after, PageSize, cancellationToken);
            await ForEachAsync(page, RunAsync, cancellationToken);
            if (page.Count < PageSize)
                return;
            // What was collected is not due any more.
            after = page.Where(subscription => subscription.CollectAt is null).Select(subscription => subscription.SubscriptionNo).DefaultIfEmpty(after).Max();
        }
    }

    // Several at a time, so that they share commits.
    private static Task ForEachAsync<T>(IReadOnlyList<T> items, Func<T, CancellationToken, Task> run, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            (item, cancelled) => new ValueTask(run(item, cancelled)));

    private async Task RunAsync(long subscriptionNo, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(subscriptionNo, cancellationToken) is { } subscription)
            await RunAsync(subscription, cancellationToken);
    }

#pragma warning disable CA1031 // What goes wrong with one subscription must not keep the events of the others.
    private async Task RunAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        try
        {
            var due = subscription.CollectAt is { } at && at <= clock.GetUtcNow();
            if (subscription.CollectAt is null)
                await dispatcher.RunAsync(subscription, cancellationToken);
            else if (due && await collector.RunAsync(subscription, cancellationToken))
                backlog.Wake(subscription.SubscriptionNo);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotDispatched(logger, fault, subscription.Code);
            if (subscription.CollectAt is not null)
                await collector.PostponeAsync(subscription);
        }
    }
#pragma warning restore CA1031

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Events that wait can't be read from the store now and are sent later.")]
        public static partial void StoreAway(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Events of subscription {Code} that wait could not be put into the outbox and are tried again.")]
        public static partial void NotDispatched(ILogger logger, Exception exception, string code);
    }
}
