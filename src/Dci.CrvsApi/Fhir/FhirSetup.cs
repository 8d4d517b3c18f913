using Dci.CrvsApi.Events;
using Dci.CrvsApi.Fhir.Discovery;
using Dci.CrvsApi.Fhir.Reading;
using Dci.CrvsApi.Fhir.Searching;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Fhir;

/// <summary>Puts together what speaks FHIR.</summary>
internal static class FhirSetup
{
    public static void AddFhir(this IServiceCollection services)
    {
        services.AddOptions<FhirOptions>().BindConfiguration("Fhir").ValidateOnStart();
        services.AddSingleton<IValidateOptions<FhirOptions>, FhirOptionsValidator>();
        services.AddSingleton<BundleMasks>();
        services.AddSingleton<FhirLinks>();
        services.AddSingleton<FhirGate>();
        services.AddSingleton<RecordDesk>();
        services.AddSingleton<ReadHandler>();
        services.AddSingleton<RecordSearch>();
        services.AddSingleton<ResourceSearchHandler>();
        services.AddSingleton<SearchForm>();
        services.AddSingleton<FhirReadEndpoint>();
        services.AddSingleton<Capabilities>();
    }

    public static void MapFhir(this IEndpointRouteBuilder routes)
    {
        var reading = routes.ServiceProvider.GetRequiredService<FhirReadEndpoint>();
        routes.MapGet(FhirPaths.Root + "/{type}", (RequestDelegate)reading.SearchAsync).WithName("SearchResources");
        routes.MapPost(FhirPaths.Root + "/{type}/_search", (RequestDelegate)reading.SearchByFormAsync).WithName("SearchResourcesByForm");
        routes.MapGet(FhirPaths.Root + "/{type}/{id}", (RequestDelegate)reading.ReadAsync).WithName("ReadResource");
        routes.MapGet(FhirPaths.Root + "/{type}/{id}/_history", (RequestDelegate)reading.ReadHistoryAsync).WithName("ReadResourceHistory");
        routes.MapGet(FhirPaths.Root + "/{type}/{id}/_history/{vid}", (RequestDelegate)reading.ReadVersionAsync).WithName("ReadResourceVersion");
        routes.MapCapabilities();
    }
}
