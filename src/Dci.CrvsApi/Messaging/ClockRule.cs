using System.Text.Json;
using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Messaging;

/// <summary>A message is answered within five minutes of the time it names, on either side; replay memory covers just that window.</summary>
internal static class ClockRule
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>How long a used message id is remembered after the message could no longer pass.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    /// <summary>Null when in time; a time that can't be read is left to the header rules.</summary>
    public static Failure? Check(JsonElement header, bool signed, DateTimeOffset now)
    {
        if (!header.TryGetProperty("message_ts"u8, out var value) || value.ValueKind != JsonValueKind.String
            || !InstantText.TryParse(value.GetString(), out var sent) || (sent - now).Duration() <= Window)
            return null;

        const string Detail = "header.message_ts is more than five minutes away from this server's clock; set the clock and send a new message.";
        return signed
            ? new Failure(StatusCodes.Status401Unauthorized, "err.signature.invalid", Detail) { HeaderReason = "rjct.message_ts.invalid" }
            : Failures.Bad(Detail) with { HeaderReason = "rjct.message_ts.invalid" };
    }
}
