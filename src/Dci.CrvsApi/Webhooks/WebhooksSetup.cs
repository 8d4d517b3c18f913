using Dci.CrvsApi.Subscriptions.Notices;

namespace Dci.CrvsApi.Webhooks;

/// <summary>Puts together the webhooks in the form of OpenCRVS.</summary>
internal static class WebhooksSetup
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<WebhookBody>();
        services.AddSingleton<WebhookSecret>();
        services.AddSingleton<WebhookConfirmation>();
        services.AddSingleton<WebhookDesk>();
        services.AddSingleton<WebhookShelf>();
        services.AddSingleton<WebhooksEndpoint>();
        services.AddSingleton<WebhookBundle>();
        services.AddSingleton<INoticeForm, WebhookNotices>();
    }

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<WebhooksEndpoint>();
        routes.MapPost("/webhooks", (RequestDelegate)endpoint.SubscribeAsync).WithName("CreateWebhook");
        routes.MapGet("/webhooks", (RequestDelegate)endpoint.ListAsync).WithName("ListWebhooks");
        routes.MapDelete("/webhooks/{id}", (RequestDelegate)endpoint.EndAsync).WithName("DeleteWebhook");
    }
}
