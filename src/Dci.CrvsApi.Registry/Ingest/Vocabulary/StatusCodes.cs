using System.Collections.Frozen;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Vocabulary;

/// <summary>The codes of Task.businessStatus. CANCELLED and REVOKED are ours: a registration withdrawn in law.</summary>
internal static class StatusCodes
{
    private static readonly FrozenDictionary<string, RegistrationStatus> Known = new Dictionary<string, RegistrationStatus>
    {
        ["DRAFT"] = RegistrationStatus.Notified,
        ["IN_PROGRESS"] = RegistrationStatus.Notified,
        ["DECLARED"] = RegistrationStatus.Declared,
        ["DECLARATION_UPDATED"] = RegistrationStatus.Declared,
        ["REINSTATED"] = RegistrationStatus.Declared,
        ["WAITING_VALIDATION"] = RegistrationStatus.Validated,
        ["VALIDATED"] = RegistrationStatus.Validated,
        ["REGISTERED"] = RegistrationStatus.Registered,
        ["CERTIFIED"] = RegistrationStatus.Certified,
        ["ISSUED"] = RegistrationStatus.Issued,
        ["CORRECTION_REQUESTED"] = RegistrationStatus.CorrectionRequested,
        ["REJECTED"] = RegistrationStatus.Rejected,
        ["ARCHIVED"] = RegistrationStatus.Archived,
        ["CANCELLED"] = RegistrationStatus.Cancelled,
        ["REVOKED"] = RegistrationStatus.Cancelled,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static RegistrationStatus? Parse(string? code) =>
        code is not null && Known.TryGetValue(code, out var status) ? status : null;

    public static string Of(RegistrationStatus status) => status switch
    {
        RegistrationStatus.Notified => "IN_PROGRESS",
        RegistrationStatus.Declared => "DECLARED",
        RegistrationStatus.Validated => "VALIDATED",
        RegistrationStatus.Registered => "REGISTERED",
        RegistrationStatus.Certified => "CERTIFIED",
        RegistrationStatus.Issued => "ISSUED",
        RegistrationStatus.CorrectionRequested => "CORRECTION_REQUESTED",
        RegistrationStatus.Rejected => "REJECTED",
        RegistrationStatus.Archived => "ARCHIVED",
        RegistrationStatus.Cancelled => "CANCELLED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a registration status."),
    };
}
