using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Discovery;

/// <summary>Tells an orchestrator whether the server runs and whether it can answer.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", (IHostEnvironment environment) => Results.Json(new HealthReport("live", environment.ModeName()), HealthJson.Default.HealthReport))
            .WithName("GetLiveness");
        endpoints.MapGet("/health", ReadyAsync).ExcludeFromDescription();
        endpoints.MapGet("/health/ready", ReadyAsync).WithName("GetReadiness");
    }

    private static async Task<IResult> ReadyAsync(IRegistryStore store, IHostEnvironment environment, CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAsync(cancellationToken);
            return Results.Json(new HealthReport("ready", environment.ModeName()), HealthJson.Default.HealthReport);
        }
        catch (RegisterUnavailableException)
        {
            return new FailureResult(Failures.StoreAway());
        }
    }
}
