using Dci.CrvsApi.Access;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Fhir;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Events;

/// <summary><c>POST /fhir</c> and <c>POST /notification</c>: who is it, one event or a batch, and what came of it.</summary>
internal sealed class EventEndpoint(CallerReader callers, RequestQuota quota, EventBody bodies, EventTaker taker, BatchHandler batches)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await AnswerAsync(context) is not { } failure)
            return;
        taker.Refused(failure);
        await OutcomeWriter.WriteAsync(context, failure);
    }

    private async Task<Failure?> AnswerAsync(HttpContext context)
    {
        var caller = await callers.ReadAsync(context, scope: null, context.RequestAborted);
        if (caller.Failed)
            return caller.Failure;
        if (!caller.Value.Has(Scopes.Notify) && !caller.Value.Has(Scopes.Register) && !caller.Value.Has(Scopes.FhirRead))
            return context.Response.WantScope(Scopes.Notify);
        if (quota.Take(caller.Value.Partner) is { } exceeded)
            return exceeded;
        var body = await bodies.ReadAsync(context, caller.Value.Partner);
        if (body.Failed)
            return body.Failure;
        if (BatchHandler.Is(body.Value.Bytes.Span))
            return await AnswerBatchAsync(context, caller.Value, body.Value.Bytes);

        var answer = await taker.TakeAsync(body.Value.Bytes, caller.Value, context.Request.PathBase, context.RequestAborted);
        if (answer.WantedScope is { } scope)
            return context.Response.WantScope(scope);
        if (answer.Stored is { } stored)
            await OutcomeWriter.WriteAsync(context, answer.Status, stored, DciJson.Default.FhirTransactionResponse);
        else
            await OutcomeWriter.WriteAsync(context, answer.Status, answer.Outcome!, DciJson.Default.OperationOutcome);
        return null;
    }

    private async Task<Failure?> AnswerBatchAsync(HttpContext context, CallerIdentity caller, ReadOnlyMemory<byte> body)
    {
        var call = new FhirCall(caller.Partner, caller.Has(Scopes.FhirHistory), FhirHeaders.PurposeOf(context.Request), FhirHeaders.IsLenient(context.Request));
        var answer = await batches.AnswerAsync(caller, call, body, context.Request.PathBase, context.RequestAborted);
        await FhirAnswerWriter.WriteAsync(context, answer, OutcomeWriter.MediaType);
        return null;
    }
}
