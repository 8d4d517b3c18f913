namespace Dci.CrvsApi.Messaging;

/// <summary>Why a whole request was turned down, with the HTTP status that says so.</summary>
internal sealed record Failure(int Status, string Code, string Detail)
{
    /// <summary>Seconds after which to come again (429 and 503), null otherwise.</summary>
    public int? RetryAfter { get; init; }
}
