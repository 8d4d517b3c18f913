using Dci.CrvsApi.Access;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Telemetry;
using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Hub;

/// <summary><c>POST /hub</c> (WebSub §5.1): says 202 as soon as the request is on the disk; whether its subscriber confirms it shows later.</summary>
internal sealed partial class HubEndpoint(CallerReader callers, RequestQuota quota, HubBody bodies, HubDesk desk, CrvsMetrics metrics, ILogger<HubEndpoint> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await TakeAsync(context) is not { } refusal)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        metrics.Refused(new Failure(refusal.Status, "err.request.bad", ""));
        Log.Refused(logger, refusal.Status);
        await context.RefuseAsync(refusal);
    }

    private async Task<HubRefusal?> TakeAsync(HttpContext context)
    {
        var caller = await callers.ReadAsync(context, Scopes.Subscribe, context.RequestAborted);
        if (caller.Failed)
            return Of(caller.Failure);
        if (quota.Take(caller.Value.Partner) is { } exceeded)
            return Of(exceeded);
        var (body, refusal) = await bodies.ReadAsync(context, caller.Value.Partner.Id);
        return body is null ? refusal : await desk.TakeAsync(body.Bytes, caller.Value.Partner, context.RequestAborted);
    }

    private static HubRefusal Of(Failure failure) => new(failure.Status, failure.Detail) { RetryAfter = failure.RetryAfter };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused a request to the hub with {Status}")]
        public static partial void Refused(ILogger logger, int status);
    }
}
