using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Subscriptions.Dispatching;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries;

/// <summary>Puts what delivers into the container.</summary>
internal static class DeliveriesSetup
{
    /// <summary>Where callbacks are put.</summary>
    public static IServiceCollection AddDeliveries(this IServiceCollection services)
    {
        services.AddOptions<DeliveryOptions>().BindConfiguration(DeliveryOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsValidator>();
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
        services.AddOptions<SubscriptionOptions>().BindConfiguration(SubscriptionOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SubscriptionOptions>, SubscriptionOptionsValidator>();
        services.AddSingleton<Backlog>();
        services.AddSingleton<DeliveryQueue>();
        services.AddSingleton<Outbox>();
        return services;
    }

    /// <summary>
    /// What takes them out again. After the workers; needs the ports of deliveries, transactions, contents and secrets.
    /// </summary>
    public static IServiceCollection AddDeliveryMachine(this IServiceCollection services)
    {
        services.AddCallbacks();
        services.AddSingleton<DeliveryClock>();
        services.AddSingleton<AttemptHistory>();
        services.AddSingleton<DeliveryRun>();
        services.AddSingleton<Settlements>();
        services.AddSingleton<DeliveryPoller>();
        services.AddSingleton<DeliveryWatch>();
        services.AddSingleton<DeliveryMetrics>();
        services.AddHostedService<DeliveryMachine>();
        services.AddHostedService(provider => provider.GetRequiredService<DeliveryWatch>());
        services.AddHostedService<Retention>();
        return services;
    }

    private static void AddCallbacks(this IServiceCollection services)
    {
        services.AddSingleton<INameResolver, DnsResolver>();
        services.AddSingleton<CallbackDialer>();
        services.AddSingleton<CallbackConnections>();
        services.AddSingleton<CallbackClient>();
        services.AddSingleton<CallbackCredentials>();
        services.AddSingleton<CallbackPermission>();
        services.AddSingleton<SubscriptionSecrets>();
        services.AddSingleton<RawMessages>();
        services.AddSingleton<CallbackInquiry>();
        services.AddSingleton<CallbackWriter>();
    }
}
