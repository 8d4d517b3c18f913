namespace Dci.CrvsApi.Messaging;

/// <summary>Why a whole request was turned down, with the HTTP status that says so.</summary>
internal sealed record Failure(int Status, string Code, string Detail)
{
    /// <summary>Seconds after which to come again (429 and 503), null otherwise.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The <c>rjct.*</c> code for <c>header.status_reason_code</c> on synchronous paths when the fault is one of the header, null otherwise.</summary>
    public string? HeaderReason { get; init; }
}
