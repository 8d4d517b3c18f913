using System.Text.Json.Nodes;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Events;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Fhir;

/// <summary>What a FHIR interaction is answered with, whoever carries it: a response of its own or an entry of a batch.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">A resource.</param>
internal sealed record FhirAnswer(int Status, JsonObject Body)
{
    /// <summary>The version, when the body is one resource.</summary>
    public string? ETag { get; init; }

    /// <summary>Where what was stored is; null when nothing was.</summary>
    public string? Location { get; init; }

    /// <summary>When that was last changed; null when unknown, or not to be told.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Why it was refused, as the rest of the server says such things; null when it was answered.</summary>
    public Failure? Failure { get; init; }

    public static FhirAnswer Refused(Failure failure) => Refused(failure.Status, Outcomes.Of(failure)) with { Failure = failure };

    public static FhirAnswer Refused(int status, IssueCode code, string words) => Refused(new Failure(status, "err.request.bad", words), code);

    public static FhirAnswer Refused(Failure failure, IssueCode code) =>
        Refused(failure.Status, Outcomes.One(code, failure.Detail)) with { Failure = failure };

    public static FhirAnswer Refused(int status, OperationOutcome outcome) =>
        new(status, FhirNodes.Of(outcome)) { Failure = new Failure(status, "err.request.bad", outcome.Issue[0].Diagnostics) };

    /// <summary>Whatever is not registered, not the partner's to see, or not there at all looks the same.</summary>
    public static FhirAnswer NotFound() => Refused(StatusCodes.Status404NotFound, IssueCode.NotFound, "There is no such resource for you.");
}
