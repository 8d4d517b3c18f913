using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Events;

/// <summary>Puts together what takes events in.</summary>
internal static class EventsSetup
{
    public static void AddEvents(this IServiceCollection services)
    {
        services.AddOptions<EventsOptions>().BindConfiguration("Events").ValidateOnStart();
        services.AddSingleton<IValidateOptions<EventsOptions>, EventsOptionsValidator>();
        services.AddSingleton<EventBody>();
        services.AddSingleton<EventDesk>();
        services.AddSingleton<EventTaker>();
        services.AddSingleton<BatchHandler>();
        services.AddSingleton<EventEndpoint>();
    }

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        RequestDelegate take = routes.ServiceProvider.GetRequiredService<EventEndpoint>().HandleAsync;
        routes.MapPost(FhirPaths.Root, take).WithName("CreateFhirBundle");
        routes.MapPost(FhirPaths.Notification, take).WithName("CreateNotification");
    }
}
