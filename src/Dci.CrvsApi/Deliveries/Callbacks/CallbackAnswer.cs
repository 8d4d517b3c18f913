namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>What came back from a receiver.</summary>
/// <param name="Status">The HTTP status, null when there was no answer.</param>
/// <param name="Fault">Of <see cref="DeliveryFault"/> when there was no answer, else null.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
/// <param name="SaysDuplicate">Whether it says that it has this message already.</param>
internal sealed record CallbackAnswer(int? Status, string? Fault, TimeSpan? RetryAfter = null, bool SaysDuplicate = false)
{
    public static CallbackAnswer TimedOut { get; } = new(null, DeliveryFault.Timeout);

    /// <summary>Nothing was sent: trying again at once can't repeat anything.</summary>
    public bool NotConnected => Fault is DeliveryFault.Connect or DeliveryFault.Dns;

    /// <summary>Whether it says that the receiver is ill, and not just that this message is not to its liking.</summary>
    public bool IsIllness => Status is null ? Fault != DeliveryFault.Blocked : Status is >= 500 or StatusCodes.Status429TooManyRequests;
}

/// <summary>Words for what went wrong with an attempt; they stand in the record of attempts and in the metrics.</summary>
internal static class DeliveryFault
{
    /// <summary>No connection could be made.</summary>
    public const string Connect = "connect";

    /// <summary>The host's name is not known.</summary>
    public const string Dns = "dns";

    /// <summary>No answer within the limit, or the receiver said so itself (408).</summary>
    public const string Timeout = "timeout";

    /// <summary>No secure connection: the certificate is not good for the host, expired or of an unknown authority.</summary>
    public const string Tls = "tls";

    /// <summary>The host is at an address that callbacks may not go to.</summary>
    public const string Blocked = "blocked";

    /// <summary>The connection ended before there was an answer.</summary>
    public const string Closed = "closed";

    /// <summary>What came back is not an answer by HTTP.</summary>
    public const string Protocol = "protocol";

    /// <summary>3xx or 4xx: the receiver does not want it.</summary>
    public const string Refused = "refused";

    /// <summary>5xx.</summary>
    public const string ServerError = "server_error";

    /// <summary>429 or 425.</summary>
    public const string Throttled = "throttled";

    /// <summary>410: there is nobody any more.</summary>
    public const string Gone = "gone";

    /// <summary>The server was stopped before there was an answer.</summary>
    public const string Stopped = "stopped";

    /// <summary>Whether the receiver had its chance: it was reached, and it was not we who broke off.</summary>
    public static bool IsTry(string? fault) => fault is not (Connect or Dns or Tls or Blocked or Stopped);
}
