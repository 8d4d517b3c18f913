using System.Net;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Telemetry;
using Dci.CrvsApi.Tokens;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Management;

/// <summary>Lets nobody past without a token of the management scope, whatever the path; while developing, this machine may read the metrics without one.</summary>
internal sealed class ManagementGuard(CallerReader callers, FailureWriter failures, IHostEnvironment environment)
{
    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        context.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        if (!IsOpen(context))
        {
            var caller = await callers.ReadAsync(context, Scopes.Manage, context.RequestAborted);
            if (caller.Failed)
            {
                await failures.WriteAsync(context, caller.Failure);
                return;
            }
        }

        await next(context);
    }

    private bool IsOpen(HttpContext context) =>
        environment.IsDevelopment()
        && context.Request.Path == TelemetryEndpoints.Path
        && context.Connection.RemoteIpAddress is { } caller
        && IPAddress.IsLoopback(caller);
}
