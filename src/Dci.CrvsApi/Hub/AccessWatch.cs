using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Hub;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Topics;

namespace Dci.CrvsApi.Hub;

/// <summary>Ends subscriptions at the hub whose partner may not have them any more, and has their subscribers told (WebSub §5.2).</summary>
internal sealed partial class AccessWatch(
    ISubscriptionStore store, PartnerDirectory partners, HubTopics topics, TopicSubscriptions subscriptions, IntentQueue queue, TimeProvider clock, ILogger<AccessWatch> logger)
    : BackgroundService
{
    private const int Page = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        long? before = null;
        while (true)
        {
            var page = await store.ListAsync(new SubscriptionFilter(null, SubscriptionBinding.Hub, SubscriptionState.Active, Page) { Before = before }, cancellationToken);
            foreach (var subscription in page)
                await LookAsync(subscription, cancellationToken);
            if (page.Count < Page)
                return;
            before = page[^1].SubscriptionNo;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Postponed(logger, away.Message);
            }
        }
    }

    // Who is disabled may be back tomorrow; until then nothing is sent anyway.
    private async Task LookAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        if (await partners.FindAsync(subscription.PartnerId, cancellationToken) is not { Partner: { Disabled: false } partner }
            || topics.Find(subscription.Topic!, partner) is not { } topic
            || subscriptions.WhyNot(partner, topic) is not { } reason)
            return;
        // Told first: when the server dies in between, it is told twice.
        if (await queue.AddAsync(Denial(subscription, reason), cancellationToken) && await subscriptions.EndAsync(subscription, "The partner may not have it any more.", cancellationToken))
            Log.Ended(logger, subscription.PartnerId, topic.Name);
    }

    private NewHubIntent Denial(Subscription subscription, string reason) => new()
    {
        PartnerId = subscription.PartnerId,
        Mode = HubIntentMode.Denied,
        Callback = subscription.Address!,
        Topic = subscription.Topic!,
        LeaseSeconds = 0,
        Secret = default,
        Digest = TopicSubscriptions.Digest(subscription.PartnerId, subscription.Topic!, subscription.Address!),
        Reason = reason,
        ReceivedAt = clock.GetUtcNow(),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Ended the subscription of {PartnerId} to {Topic}: it may not have it any more.")]
        public static partial void Ended(ILogger logger, string partnerId, string topic);

        [LoggerMessage(2, LogLevel.Warning, "Whether subscribers of the hub still may have what they have is looked at later: {Reason}")]
        public static partial void Postponed(ILogger logger, string reason);
    }
}
