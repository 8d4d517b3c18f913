using System.Net;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Tokens;
using OpenTelemetry.Metrics;

namespace Dci.CrvsApi.Telemetry;

/// <summary>Metrics in Prometheus form: open to this machine while developing, elsewhere only with a token of the management scope.</summary>
internal static class TelemetryEndpoints
{
    public static void AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<CrvsMetrics>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddAspNetCoreInstrumentation()
            .AddMeter(CrvsMetrics.MeterName, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel")
            .AddPrometheusExporter());
    }

    public static void MapTelemetry(this WebApplication app) =>
        app.MapPrometheusScrapingEndpoint("/metrics").WithName("GetMetrics").AddEndpointFilter(GuardAsync);

    private static async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var services = context.RequestServices;
        if (services.GetRequiredService<IHostEnvironment>().IsDevelopment() && context.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller))
            return await next(invocation);
        var read = await services.GetRequiredService<CallerReader>().ReadAsync(context, Scopes.Manage, context.RequestAborted);
        return read.Failed ? new FailureResult(read.Failure) : await next(invocation);
    }
}
