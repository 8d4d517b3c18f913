namespace Dci.CrvsApi.Subscriptions.Dispatching;

/// <summary>Puts what sends events that waited, and looks after subscriptions, into the container.</summary>
internal static class DispatchingSetup
{
    /// <summary>After the delivery machine, which ends after it.</summary>
    public static IServiceCollection AddDispatching(this IServiceCollection services)
    {
        services.AddSingleton<NoticeDrafts>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<Collector>();
        services.AddSingleton<SubscriptionCensus>();
        services.AddHostedService<DispatchLoop>();
        services.AddHostedService<SubscriptionSweeper>();
        return services;
    }
}
