using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Transactions;

/// <summary>Writes acknowledgements.</summary>
internal static class AckWriter
{
    /// <summary>Says that the message was taken in and that its outcome follows.</summary>
    public static Task AcknowledgeAsync(HttpContext context, Acknowledgement acknowledgement, int status) =>
        WriteAsync(context, acknowledgement, status, nothingFollows: null);

    /// <summary>Says that the message was understood and that nothing follows, and why.</summary>
    public static Task DeclineAsync(HttpContext context, Acknowledgement acknowledgement, Rejection reason) =>
        WriteAsync(context, acknowledgement, StatusCodes.Status200OK, reason);

    private static async Task WriteAsync(HttpContext context, Acknowledgement acknowledgement, int status, Rejection? nothingFollows)
    {
        using var body = new PooledBuffer(512);
        using (var writer = new Utf8JsonWriter(body, WireJson.Options))
            Write(writer, acknowledgement, nothingFollows);
        await context.SendJsonAsync(body.WrittenMemory, status);
    }

    private static void Write(Utf8JsonWriter writer, Acknowledgement acknowledgement, Rejection? nothingFollows)
    {
        Span<byte> buffer = stackalloc byte[InstantText.Length];
        writer.WriteStartObject();
        writer.WriteStartObject("message"u8);
        writer.WriteString("ack_status"u8, nothingFollows is null ? "ACK"u8 : "NACK"u8);
        writer.WriteString("timestamp"u8, InstantText.Write(acknowledgement.At, buffer));
        writer.WriteString("correlation_id"u8, acknowledgement.CorrelationId);
        if (nothingFollows is not null)
        {
            writer.WriteStartObject("error"u8);
            writer.WriteString("code"u8, nothingFollows.Code);
            writer.WriteString("message"u8, ReasonText.Fit(nothingFollows.Detail));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}

/// <summary>What an acknowledgement names.</summary>
/// <param name="CorrelationId">The exchange.</param>
/// <param name="At">When the message was taken in.</param>
internal sealed record Acknowledgement(string CorrelationId, DateTimeOffset At);
