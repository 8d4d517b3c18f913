using Dci.CrvsApi.Access;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Ingest.Submissions;
using Dci.CrvsApi.Telemetry;
using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Events;

/// <summary><c>POST /fhir</c> and <c>POST /notification</c>: who is it, what is it, may they, store it. Logs tell kinds and partners, and nothing out of a bundle.</summary>
internal sealed partial class EventEndpoint(CallerReader callers, RequestQuota quota, EventBody bodies, EventDesk desk, ILogger<EventEndpoint> logger, CrvsMetrics metrics)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await AnswerAsync(context) is not { } failure)
            return;
        metrics.Refused(failure);
        Log.Refused(logger, failure.Status);
        await OutcomeWriter.WriteAsync(context, failure);
    }

    private async Task<Failure?> AnswerAsync(HttpContext context)
    {
        var caller = await callers.ReadAsync(context, scope: null, context.RequestAborted);
        if (caller.Failed)
            return caller.Failure;
        if (!caller.Value.Has(Scopes.Notify) && !caller.Value.Has(Scopes.Register))
            return context.Response.WantScope(Scopes.Notify);
        if (quota.Take(caller.Value.Partner) is { } exceeded)
            return exceeded;
        var body = await bodies.ReadAsync(context, caller.Value.Partner);
        if (body.Failed)
            return body.Failure;

        switch (await desk.ReadAsync(body.Value.Bytes, context.RequestAborted))
        {
            case SubmissionReading.Accepted accepted:
                return await StoreAsync(context, caller.Value, body.Value, accepted.Event);
            case SubmissionReading.Refused refused:
                await RefuseAsync(context, caller.Value, refused.IsMalformed ? StatusCodes.Status400BadRequest : StatusCodes.Status422UnprocessableEntity, Outcomes.Of(refused.Faults));
                return null;
            default:
                throw new InvalidOperationException("Not a way to read a bundle.");
        }
    }

    private async Task<Failure?> StoreAsync(HttpContext context, CallerIdentity caller, ReceivedBody body, SubmittedEvent submitted)
    {
        var scope = submitted.IsNotification ? Scopes.Notify : Scopes.Register;
        if (!caller.Has(scope))
            return context.Response.WantScope(scope);
        var mayRegister = caller.Has(Scopes.Register);
        switch (await desk.StoreAsync(body.Bytes, submitted, caller.Partner, mayRegister, context.RequestAborted))
        {
            case IntakeOutcome.Accepted accepted:
                Log.Taken(logger, accepted.Kind, submitted.Record.Event, caller.Partner.Id);
                var status = accepted.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK;
                await OutcomeWriter.WriteAsync(context, status, TransactionResponse.Of(submitted, accepted, context.Request.PathBase), DciJson.Default.FhirTransactionResponse);
                return null;
            case IntakeOutcome.Refused refused:
                var (code, outcome) = Outcomes.Of(refused.Reason, mayRegister);
                await RefuseAsync(context, caller, code, outcome);
                return null;
            default:
                throw new InvalidOperationException("Not an outcome of storing an event.");
        }
    }

    private Task RefuseAsync(HttpContext context, CallerIdentity caller, int status, OperationOutcome outcome)
    {
        metrics.Refused(new Failure(status, "err.request.bad", ""));
        Log.RefusedBundle(logger, caller.Partner.Id, status, outcome.Issue.Count);
        return OutcomeWriter.WriteAsync(context, status, outcome, DciJson.Default.OperationOutcome);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused an event with {Status}")]
        public static partial void Refused(ILogger logger, int status);

        [LoggerMessage(2, LogLevel.Information, "Refused an event of {PartnerId} with {Status} and {Issues} issues")]
        public static partial void RefusedBundle(ILogger logger, string partnerId, int status, int issues);

        [LoggerMessage(3, LogLevel.Information, "Took in a {VitalEvent} of {PartnerId}: {Kind}")]
        public static partial void Taken(ILogger logger, Registry.Events.ChangeKind? kind, Registry.Records.VitalEvent vitalEvent, string partnerId);
    }
}
