using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Management;

/// <summary>Puts the management host together.</summary>
internal static class ManagementSetup
{
    public static IServiceCollection AddManagement(this IServiceCollection services)
    {
        services.AddOptions<ManagementOptions>().BindConfiguration(ManagementOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ManagementOptions>, ManagementOptionsValidator>();
        services.AddSingleton<ManagementGuard>();
        services.AddSingleton<DeliveryAdministration>();
        services.AddSingleton<DeliveryEndpoints>();
        services.AddSingleton<SubscriptionAdministration>();
        services.AddSingleton<SubscriptionEndpoints>();
        services.AddSingleton<ManagementServer>();
        services.AddHostedService(provider => provider.GetRequiredService<ManagementServer>());
        return services;
    }
}
