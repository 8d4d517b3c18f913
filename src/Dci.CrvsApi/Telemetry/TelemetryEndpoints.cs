using OpenTelemetry.Metrics;

namespace Dci.CrvsApi.Telemetry;

/// <summary>Metrics in Prometheus form, served where the server is managed.</summary>
internal static class TelemetryEndpoints
{
    public const string Path = "/metrics";

    public static void AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<CrvsMetrics>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddAspNetCoreInstrumentation()
            .AddMeter(CrvsMetrics.MeterName, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel")
            .AddPrometheusExporter());
    }

    public static void MapTelemetry(this IEndpointRouteBuilder endpoints, MeterProvider measured) =>
        endpoints.MapPrometheusScrapingEndpoint(Path, measured, configureBranchedPipeline: null, optionsName: null).WithName("GetMetrics");
}
