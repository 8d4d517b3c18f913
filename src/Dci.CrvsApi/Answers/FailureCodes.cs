using System.Collections.Frozen;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Answers;

/// <summary>Which code of a failure fits into which closed list of the standard.</summary>
internal static class FailureCodes
{
    private static readonly FrozenSet<string> HeaderReasons = FrozenSet.Create(
        StringComparer.Ordinal,
        "rjct.version.invalid",
        "rjct.message_id.duplicate",
        "rjct.message_ts.invalid",
        "rjct.action.invalid",
        "rjct.action.not_supported",
        "rjct.total_count.invalid",
        "rjct.total_count.limit_exceeded",
        "rjct.errors.too_many");

    /// <summary>For <c>error.code</c> of the acknowledgement, which knows no reasons of header and items.</summary>
    public static string ErrorOf(Failure failure) => failure.Code switch
    {
        "rjct.version.invalid" => "err.version.not_supported",
        _ when failure.Code.StartsWith("rjct.", StringComparison.Ordinal) => "err.request.bad",
        _ => failure.Code,
    };

    /// <summary>For <c>header.status_reason_code</c>; null when the fault is none of the header.</summary>
    public static string? HeaderReasonOf(Failure failure) =>
        failure.HeaderReason ?? (HeaderReasons.Contains(failure.Code) ? failure.Code : null);
}
