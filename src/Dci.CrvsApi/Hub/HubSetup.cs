using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Subscriptions.Notices;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Hub;

/// <summary>Puts together the WebSub hub and its topics.</summary>
internal static class HubSetup
{
    /// <summary>After the workers and the deliveries; needs the topics' subscriptions and what is told of records.</summary>
    public static void AddHub(this IServiceCollection services)
    {
        services.AddOptions<HubOptions>().BindConfiguration(HubOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HubOptions>, HubOptionsValidator>();
        AddRequests(services);
        services.AddSingleton<EventPersons>();
        services.AddSingleton<EventDocument>();
        services.AddSingleton<INoticeForm, HubNotices>();
        services.AddSingleton<TopicDocuments>();
        services.AddSingleton<TopicReader>();
        services.AddSingleton<TopicsEndpoint>();
    }

    public static void MapHub(this IEndpointRouteBuilder routes)
    {
        var topics = routes.ServiceProvider.GetRequiredService<TopicsEndpoint>();
        routes.MapPost(ServerLinks.HubPath, (RequestDelegate)routes.ServiceProvider.GetRequiredService<HubEndpoint>().HandleAsync).WithName("RequestSubscription");
        routes.MapGet(ServerLinks.TopicsPath, (RequestDelegate)topics.ListAsync).WithName("ListTopics");
        routes.MapMethods(ServerLinks.TopicsPath + "/{topic}", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)topics.ReadAsync).WithName("GetTopic");
    }

    private static void AddRequests(IServiceCollection services)
    {
        services.AddSingleton<HubTopics>();
        services.AddSingleton<HubBody>();
        services.AddSingleton<HubRequestReader>();
        services.AddSingleton<IntentQueue>();
        services.AddSingleton<HubDesk>();
        services.AddSingleton<HubEndpoint>();
        services.AddSingleton<IntentVerifier>();
        services.AddHostedService<IntentLoop>();
        services.AddSingleton<AccessWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<AccessWatch>());
    }
}
