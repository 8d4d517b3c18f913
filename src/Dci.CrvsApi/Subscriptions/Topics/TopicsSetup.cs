namespace Dci.CrvsApi.Subscriptions.Topics;

/// <summary>Puts subscriptions to topics into the container, for the hub and the webhooks alike.</summary>
internal static class TopicsSetup
{
    /// <summary>Needs the gate of subscriptions, their store and the feed of changes.</summary>
    public static void AddTopics(this IServiceCollection services)
    {
        services.AddSingleton<TopicSubscriptions>();
        services.AddSingleton<SubscriptionRoom>();
    }
}
