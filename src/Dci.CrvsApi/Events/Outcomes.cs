using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Ingest.Submissions;

namespace Dci.CrvsApi.Events;

/// <summary>Says in FHIR why something was refused.</summary>
internal static class Outcomes
{
    public static OperationOutcome Of(Failure failure) => One(CodeOf(failure.Status), failure.Detail);

    public static OperationOutcome Of(IReadOnlyList<SubmissionFault> faults) =>
        new() { ResourceType = "OperationOutcome", Issue = [.. faults.Select(Issue)] };

    /// <summary>Status and outcome of an event that was understood and could not be stored.</summary>
    public static (int Status, OperationOutcome Outcome) Of(IntakeRefusal refusal, bool mayRegister) => refusal switch
    {
        IntakeRefusal.IdentifierReused => (409, One(IssueCode.Conflict, "Another bundle was accepted from you under this Bundle.identifier.", "Bundle.identifier")),
        IntakeRefusal.NumberTaken => (409, One(IssueCode.Duplicate, "Another registered record of this event has this registration number; cancel or correct that one first.", "Task.identifier")),
        IntakeRefusal.OtherEvent => (409, One(IssueCode.Conflict, "The record of this Composition.id is one of another vital event.", "Composition.type")),
        IntakeRefusal.OfAnotherPartner => (403, One(IssueCode.Forbidden, "The record of this Composition.id was not brought by you.", "Composition.id")),
        IntakeRefusal.PastNotification when mayRegister => (409, One(IssueCode.Conflict, "The record of this Composition.id is past notification.", "Composition.type")),
        IntakeRefusal.PastNotification => (403, One(IssueCode.Forbidden, "The record of this Composition.id is past notification, and the token does not have the scope registration.write.", "Composition.id")),
        IntakeRefusal.Overtaken => (409, One(IssueCode.Conflict, "The record was changed after this bundle was made; a correction has to be later than what it corrects.", "Composition.meta.lastUpdated")),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "Not a reason."),
    };

    private static OperationOutcomeIssue Issue(SubmissionFault fault) =>
        Issue(CodeOf(fault.Kind), $"{fault.Path} {fault.Reason}.", fault.Path);

    public static OperationOutcome One(IssueCode code, string words, string? path = null) =>
        new() { ResourceType = "OperationOutcome", Issue = [Issue(code, words, path)] };

    private static OperationOutcomeIssue Issue(IssueCode code, string words, string? path) =>
        new() { Severity = IssueSeverity.Error, Code = code, Diagnostics = words, Expression = path is null ? null : [path] };

    private static IssueCode CodeOf(SubmissionFaultKind kind) => kind switch
    {
        SubmissionFaultKind.Structure => IssueCode.Structure,
        SubmissionFaultKind.Invalid => IssueCode.Invalid,
        SubmissionFaultKind.Required => IssueCode.Required,
        SubmissionFaultKind.NotFound => IssueCode.NotFound,
        _ => IssueCode.BusinessRule,
    };

    private static IssueCode CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => IssueCode.Login,
        StatusCodes.Status403Forbidden => IssueCode.Forbidden,
        StatusCodes.Status404NotFound => IssueCode.NotFound,
        StatusCodes.Status405MethodNotAllowed or StatusCodes.Status415UnsupportedMediaType => IssueCode.NotSupported,
        StatusCodes.Status408RequestTimeout => IssueCode.Timeout,
        StatusCodes.Status413PayloadTooLarge => IssueCode.TooLong,
        StatusCodes.Status429TooManyRequests => IssueCode.Throttled,
        StatusCodes.Status503ServiceUnavailable => IssueCode.Transient,
        >= 500 => IssueCode.Exception,
        _ => IssueCode.Structure,
    };
}
