namespace Dci.CrvsApi.Subscriptions;

/// <summary>Puts together what finds out who is told of what.</summary>
internal static class MatchingSetup
{
    public static IServiceCollection AddMatching(this IServiceCollection services)
    {
        services.AddSingleton<SubscriptionGate>();
        services.AddSingleton<ChangeBell>();
        return services;
    }
}
