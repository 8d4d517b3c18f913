using System.Text.Json;
using Dci.CrvsApi.Answers;

namespace Dci.CrvsApi.Messaging;

/// <summary>Leaves what a refusal may repeat of its message where the failure writer finds it.</summary>
internal static class Echoes
{
    private const int IdLength = 99;

    public static Failure Echo(this VerifiedMessage message, HttpContext context, Failure failure) =>
        Leave(context, message.Header.SenderId, message.Body, failure);

    /// <summary>Of a message that was not verified, its sender is not repeated.</summary>
    public static Failure Echo(this ReceivedEnvelope envelope, HttpContext context, Failure failure) =>
        Leave(context, null, envelope.MessageJson, failure);

    private static Failure Leave(HttpContext context, string? senderId, JsonElement body, Failure failure)
    {
        // A message that is a file has no body.
        var transactionId = body.ValueKind == JsonValueKind.Object ? body.TextOf("transaction_id"u8) : null;
        context.Features.Set(new EnvelopeEcho(senderId, transactionId?.Length is > 0 and <= IdLength ? transactionId : null));
        return failure;
    }
}
