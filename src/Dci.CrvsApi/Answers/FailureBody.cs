using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Answers;

/// <summary>
/// The one error body: a list of errors and an acknowledgement in one, and on a synchronous path also an answer
/// that carries nothing, so that every reader finds the form it knows.
/// </summary>
internal static class FailureBody
{
    public static void Write(
        IBufferWriter<byte> output, Failure failure, SyncOperation operation, EnvelopeEcho? echo, string serverId, DateTimeOffset now)
    {
        using var writer = new Utf8JsonWriter(output, WireJson.Options);
        Span<byte> buffer = stackalloc byte[InstantText.Length];
        var instant = InstantText.Write(now, buffer);

        writer.WriteStartObject();
        WriteErrors(writer, failure);
        if (operation != SyncOperation.None)
            WriteHeader(writer, failure, operation, echo, serverId, instant);
        WriteMessage(writer, failure, operation, echo, instant);
        writer.WriteEndObject();
    }

    private static void WriteErrors(Utf8JsonWriter writer, Failure failure)
    {
        writer.WriteStartArray("errors"u8);
        if (failure.Faults.Count == 0)
            WriteError(writer, referenceId: null, failure.Code, failure.Detail);
        foreach (var fault in failure.Faults)
            WriteError(writer, fault.ReferenceId, fault.Code, fault.Detail);
        writer.WriteEndArray();
    }

    private static void WriteError(Utf8JsonWriter writer, string? referenceId, string code, string detail)
    {
        writer.WriteStartObject();
        writer.WriteString("code"u8, code);
        writer.WriteString("message"u8, ReasonText.Fit(detail));
        if (!string.IsNullOrEmpty(referenceId))
            writer.WriteString("reference_id"u8, referenceId);
        writer.WriteEndObject();
    }

    private static void WriteHeader(
        Utf8JsonWriter writer, Failure failure, SyncOperation operation, EnvelopeEcho? echo, string serverId, ReadOnlySpan<byte> instant)
    {
        writer.WriteStartObject("header"u8);
        writer.WriteString("version"u8, "1.0.0"u8);
        writer.WriteString("message_id"u8, Guid.NewGuid());
        writer.WriteString("message_ts"u8, instant);
        writer.WriteString("action"u8, operation == SyncOperation.Search ? "on-search"u8 : "txn-on-status"u8);
        writer.WriteString("status"u8, "rjct"u8);
        if (FailureCodes.HeaderReasonOf(failure) is { } reason)
            writer.WriteString("status_reason_code"u8, reason);
        ReasonText.Write(writer, "status_reason_message"u8, failure.Detail);
        writer.WriteNumber("total_count"u8, 0);
        writer.WriteNumber("completed_count"u8, 0);
        writer.WriteString("sender_id"u8, serverId);
        if (!string.IsNullOrEmpty(echo?.SenderId))
            writer.WriteString("receiver_id"u8, echo.SenderId);
        writer.WriteBoolean("is_msg_encrypted"u8, false);
        writer.WriteEndObject();
    }

    private static void WriteMessage(
        Utf8JsonWriter writer, Failure failure, SyncOperation operation, EnvelopeEcho? echo, ReadOnlySpan<byte> instant)
    {
        var correlationId = Guid.NewGuid();
        writer.WriteStartObject("message"u8);
        writer.WriteString("ack_status"u8, "ERR"u8);
        writer.WriteString("timestamp"u8, instant);
        writer.WriteString("correlation_id"u8, correlationId);
        writer.WriteStartObject("error"u8);
        writer.WriteString("code"u8, FailureCodes.ErrorOf(failure));
        writer.WriteString("message"u8, ReasonText.Fit(failure.Detail));
        writer.WriteEndObject();
        if (!string.IsNullOrEmpty(echo?.TransactionId))
            writer.WriteString("transaction_id"u8, echo.TransactionId);
        WriteEmptyAnswer(writer, operation, echo, correlationId);
        writer.WriteEndObject();
    }

    private static void WriteEmptyAnswer(Utf8JsonWriter writer, SyncOperation operation, EnvelopeEcho? echo, Guid correlationId)
    {
        if (operation == SyncOperation.Search)
        {
            WriteEmptySearch(writer);
        }
        else if (operation == SyncOperation.TransactionStatus && !string.IsNullOrEmpty(echo?.TransactionId))
        {
            // A status has to name its transaction: none is better than an invented one.
            writer.WriteStartObject("txnstatus_response"u8);
            writer.WriteString("txn_type"u8, "search"u8);
            writer.WriteStartObject("txn_status"u8);
            writer.WriteString("transaction_id"u8, echo.TransactionId);
            writer.WriteString("correlation_id"u8, correlationId);
            WriteEmptySearch(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }

    private static void WriteEmptySearch(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("search_response"u8);
        writer.WriteEndArray();
    }
}
