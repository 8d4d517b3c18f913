using System.Text.Json;
using Dci.CrvsApi.Access;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Telemetry;
using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Webhooks;

/// <summary><c>/webhooks</c> in the form of OpenCRVS 1: asked for, listed and given up, each partner its own.</summary>
internal sealed class WebhooksEndpoint(CallerReader callers, RequestQuota quota, WebhookBody bodies, WebhookDesk desk, WebhookShelf shelf)
{
    private static Failure Busy { get; } =
        new(StatusCodes.Status429TooManyRequests, "err.request.too_many_requests", "Callbacks of yours are being asked; come again after the time in Retry-After.") { RetryAfter = 5 };

    public async Task SubscribeAsync(HttpContext context)
    {
        if (await CallerAsync(context) is not { } caller)
            return;
        var request = await bodies.ReadAsync(context, caller.Partner.Id);
        if (request.Failed)
        {
            await RefuseWishAsync(context, request.Failure);
            return;
        }

        var refusal = await desk.SubscribeAsync(request.Value, caller.Partner, context.RequestAborted);
        if (refusal is null)
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        else if (refusal.IsBusy)
            await RefuseAsync(context, Busy);
        else
            await DenyAsync(context, request.Value.Topic, refusal);
    }

    public async Task ListAsync(HttpContext context)
    {
        if (await CallerAsync(context) is { } caller)
            await context.SendJsonAsync(JsonSerializer.SerializeToUtf8Bytes(await shelf.ReadAsync(caller.Partner, context.RequestAborted), DciJson.Default.WebhookList));
    }

    public async Task EndAsync(HttpContext context)
    {
        if (await CallerAsync(context) is not { } caller)
            return;
        if (await shelf.EndAsync(caller.Partner, (string)context.GetRouteValue("id")!, context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await RefuseAsync(context, new Failure(StatusCodes.Status404NotFound, "err.request.not_found", "You have no webhook of this id."));
    }

    private async Task<CallerIdentity?> CallerAsync(HttpContext context)
    {
        var caller = await callers.ReadAsync(context, Scopes.Subscribe, context.RequestAborted);
        if ((caller.Failure ?? quota.Take(caller.Value!.Partner)) is not { } failure)
            return caller.Value;
        await RefuseAsync(context, failure);
        return null;
    }

    private static Task RefuseAsync(HttpContext context, Failure failure)
    {
        context.RequestServices.GetRequiredService<CrvsMetrics>().Refused(failure);
        return new FailureResult(failure).ExecuteAsync(context);
    }

    // What can't be read names no topic to deny.
    private static Task RefuseWishAsync(HttpContext context, Failure failure) =>
        failure.Status == StatusCodes.Status400BadRequest ? SayAsync(context, failure.Detail) : RefuseAsync(context, failure);

    private static Task SayAsync(HttpContext context, string words)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(words, context.RequestAborted);
    }

    private static async Task DenyAsync(HttpContext context, string topic, WebhookRefusal refusal)
    {
        context.RequestServices.GetRequiredService<CrvsMetrics>().Refused(new Failure(StatusCodes.Status400BadRequest, "err.request.bad", ""));
        if (refusal.Reason is not { } reason)
        {
            await SayAsync(context, "Subscription callback check failed");
            return;
        }

        var denial = new WebhookDenial { Hub = new WebhookDenied { Mode = "denied", Topic = topic, Reason = reason } };
        await context.SendJsonAsync(JsonSerializer.SerializeToUtf8Bytes(denial, DciJson.Default.WebhookDenial), StatusCodes.Status400BadRequest);
    }
}
