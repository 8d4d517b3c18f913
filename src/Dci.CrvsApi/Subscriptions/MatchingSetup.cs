using Dci.CrvsApi.Subscriptions.Telling;

namespace Dci.CrvsApi.Subscriptions;

/// <summary>Puts together what finds out who is told of what.</summary>
internal static class MatchingSetup
{
    public static IServiceCollection AddMatching(this IServiceCollection services)
    {
        services.AddSingleton<SubscriptionGate>();
        services.AddSingleton<ChangeBell>();
        services.AddSingleton<RecentRecords>();
        return services;
    }

    /// <summary>What tells them. After the delivery machine, which ends after it.</summary>
    public static IServiceCollection AddTelling(this IServiceCollection services)
    {
        services.AddSingleton<SubscriptionShelf>();
        services.AddSingleton<Subscribers>();
        services.AddSingleton<ToldRecords>();
        services.AddSingleton<ToldEvents>();
        services.AddSingleton<NoticeWriter>();
        services.AddSingleton<ChangeTeller>();
        services.AddSingleton<FanOutStep>();
        services.AddHostedService<FanOutLoop>();
        return services;
    }
}
