namespace Dci.CrvsApi.Messaging;

/// <summary>Failures that more than one place can meet, said in one way.</summary>
internal static class Failures
{
    /// <summary>The message is wrong, and its sender can mend it.</summary>
    public static Failure Bad(string detail) => new(StatusCodes.Status400BadRequest, "err.request.bad", detail);

    /// <summary>The register can't be reached now.</summary>
    public static Failure StoreAway() =>
        new(StatusCodes.Status503ServiceUnavailable, "err.service.unavailable", "The register is not available now; try again.") { RetryAfter = 5 };

    /// <summary>A bug: no detail leaves.</summary>
    public static Failure Unexpected() =>
        new(StatusCodes.Status500InternalServerError, "err.service.unavailable", "The server failed; the fault was logged.");
}
