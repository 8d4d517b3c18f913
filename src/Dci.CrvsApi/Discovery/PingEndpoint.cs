using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Discovery;

/// <summary>Lets a partner see that its address and token are right, and costs next to nothing.</summary>
internal static class PingEndpoint
{
    public static void MapPing(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/registry/ping", PingAsync).WithName("Ping");

    private static async Task<IResult> PingAsync(HttpContext context, CallerReader callers, CancellationToken cancellationToken)
    {
        var caller = await callers.ReadAsync(context, scope: null, cancellationToken);
        return caller.Failed ? new FailureResult(caller.Failure) : Results.Json(new HealthReport("ok", null), HealthJson.Default.HealthReport);
    }
}
