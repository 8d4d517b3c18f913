using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Ingest.Submissions;
using Dci.CrvsApi.Telemetry;
using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Events;

/// <summary>Takes in one event, by itself or out of a batch: what is it, may they, store it. Logs tell kinds and partners, and nothing out of a bundle.</summary>
internal sealed partial class EventTaker(EventDesk desk, ILogger<EventTaker> logger, CrvsMetrics metrics)
{
    public async Task<EventAnswer> TakeAsync(ReadOnlyMemory<byte> body, CallerIdentity caller, PathString root, CancellationToken cancellationToken)
    {
        if (!caller.Has(Scopes.Notify) && !caller.Has(Scopes.Register))
            return Want(Scopes.Notify);
        return await desk.ReadAsync(body, cancellationToken) switch
        {
            SubmissionReading.Accepted accepted => await StoreAsync(body, accepted.Event, caller, root, cancellationToken),
            SubmissionReading.Refused refused => Refuse(caller, refused.IsMalformed ? StatusCodes.Status400BadRequest : StatusCodes.Status422UnprocessableEntity, Outcomes.Of(refused.Faults)),
            var other => throw new InvalidOperationException($"No answer to {other.GetType().Name}."),
        };
    }

    /// <summary>Notes that a request was refused before there was anything to take.</summary>
    public void Refused(Failure failure)
    {
        metrics.Refused(failure);
        Log.Refused(logger, failure.Status);
    }

    private async Task<EventAnswer> StoreAsync(ReadOnlyMemory<byte> body, SubmittedEvent submitted, CallerIdentity caller, PathString root, CancellationToken cancellationToken)
    {
        var scope = submitted.IsNotification && !submitted.IsTransaction ? Scopes.Notify : Scopes.Register;
        if (!caller.Has(scope))
            return Want(scope);
        var mayRegister = caller.Has(Scopes.Register);
        switch (await desk.StoreAsync(body, submitted, caller.Partner, mayRegister, cancellationToken))
        {
            case IntakeOutcome.Accepted accepted:
                Log.Taken(logger, accepted.Kind, submitted.Record.Event, caller.Partner.Id);
                return new EventAnswer(accepted.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK) { Stored = TransactionResponse.Of(submitted, accepted, root) };
            case IntakeOutcome.Refused refused:
                var (code, outcome) = Outcomes.Of(refused.Reason, mayRegister);
                return Refuse(caller, code, outcome);
            default:
                throw new InvalidOperationException("Not an outcome of storing an event.");
        }
    }

    private static EventAnswer Want(string scope) => new(StatusCodes.Status403Forbidden) { WantedScope = scope };

    private EventAnswer Refuse(CallerIdentity caller, int status, OperationOutcome outcome)
    {
        metrics.Refused(new Failure(status, "err.request.bad", ""));
        Log.RefusedBundle(logger, caller.Partner.Id, status, outcome.Issue.Count);
        return new EventAnswer(status) { Outcome = outcome };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused an event with {Status}")]
        public static partial void Refused(ILogger logger, int status);

        [LoggerMessage(2, LogLevel.Information, "Refused an event of {PartnerId} with {Status} and {Issues} issues")]
        public static partial void RefusedBundle(ILogger logger, string partnerId, int status, int issues);

        [LoggerMessage(3, LogLevel.Information, "Took in a {VitalEvent} of {PartnerId}: {Kind}")]
        public static partial void Taken(ILogger logger, ChangeKind? kind, Registry.Records.VitalEvent vitalEvent, string partnerId);
    }
}

/// <summary>What came of an event. One of the three members says it.</summary>
internal sealed record EventAnswer(int Status)
{
    public FhirTransactionResponse? Stored { get; init; }

    /// <summary>Why it was refused.</summary>
    public OperationOutcome? Outcome { get; init; }

    /// <summary>The scope that the token lacks.</summary>
    public string? WantedScope { get; init; }
}
