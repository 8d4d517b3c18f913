using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Subscriptions.Notices;
using Dci.CrvsApi.Subscriptions.Pulling;
using Dci.CrvsApi.Transactions;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>Puts the operations by which one subscribes into the container and onto their routes.</summary>
internal static class RequestsSetup
{
    public static IServiceCollection AddSubscriptionRequests(this IServiceCollection services)
    {
        services.AddSingleton<DciNotice>();
        services.AddSingleton<INoticeForm>(provider => provider.GetRequiredService<DciNotice>());
        services.AddSingleton<OwnSubscriptions>();
        services.AddSingleton<SubscriberTurns>();
        services.AddSingleton<WishReader>();
        services.AddSingleton<SubscribeDoor>();
        services.AddSingleton<SubscribeEndpoint>();
        services.AddSingleton<SubscribeDesk>();
        services.AddSingleton<SubscribeCallback>();
        services.AddSingleton<ITransactionWork, SubscribeWork>();
        services.AddSingleton<UnsubscribeEndpoint>();
        services.AddSingleton<UnsubscribeDesk>();
        services.AddSingleton<UnsubscribeCallback>();
        services.AddSingleton<ITransactionWork, UnsubscribeWork>();
        services.AddSingleton<PullDesk>();
        services.AddSingleton<PullReply>();
        services.AddSingleton<PullEndpoint>();
        return services;
    }

    public static void MapSubscriptionRequests(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        endpoints.MapPost(Operation.Subscribe.Path, (RequestDelegate)services.GetRequiredService<SubscribeEndpoint>().HandleAsync).WithName("Subscribe");
        endpoints.MapPost(Operation.Unsubscribe.Path, (RequestDelegate)services.GetRequiredService<UnsubscribeEndpoint>().HandleAsync).WithName("Unsubscribe");
        endpoints.MapPost(Operation.PullEvents.Path, (RequestDelegate)services.GetRequiredService<PullEndpoint>().HandleAsync).WithName("PullEvents");
    }
}
