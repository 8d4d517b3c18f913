using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Subscriptions.Requests;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary>Writes the answer to a question about earlier messages. Items carry no data, so that every edition reads it.</summary>
internal static class StatusWriter
{
    /// <summary>Appends the message.</summary>
    public static void Write(StatusAnswer answer, OutputProfile profile, DateTimeOffset now, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WireJson.Options);
        writer.WriteStartObject();
        writer.WriteString("transaction_id"u8, answer.TransactionId);
        writer.WriteString("correlation_id"u8, answer.CorrelationId);
        writer.WriteStartObject("txnstatus_response"u8);
        writer.WriteString("txn_type"u8, TypeWord(answer.Asked, profile.Vocabulary));
        writer.WriteStartObject("txn_status"u8);
        writer.WriteString("transaction_id"u8, answer.FoundTransactionId);
        writer.WriteString("correlation_id"u8, answer.FoundCorrelationId);
        WriteResponse(writer, answer, profile.Instants, now);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>What the header says of it.</summary>
    public static ReplyState State(StatusAnswer answer, RequestEcho request) => new()
    {
        Request = request,
        Action = "txn-on-status",
        Status = answer.Known ? RequestStatus.Succeeded : RequestStatus.Rejected,
        ReasonMessage = answer.Known ? null : answer.Asked == TransactionKind.Search
            ? "No message of yours is known under this name. Synchronous searches are answered at once and not kept."
            : "No message and no subscription of yours is known under this name.",
        TotalCount = answer.Total,
        CompletedCount = answer.Completed,
    };

    // The editions before 1.0.0 name the callback, the standard the request.
    private static string TypeWord(TransactionKind asked, Vocabulary vocabulary)
    {
        var word = asked switch
        {
            TransactionKind.Search => "search",
            TransactionKind.Subscribe => "subscribe",
            TransactionKind.Unsubscribe => "unsubscribe",
            _ => throw new ArgumentOutOfRangeException(nameof(asked), asked, "Nobody asks after this kind of message."),
        };
        return vocabulary is Vocabulary.CoreDraft or Vocabulary.G2pConnect ? "on-" + word : word;
    }

    private static void WriteResponse(Utf8JsonWriter writer, StatusAnswer answer, InstantForm form, DateTimeOffset now)
    {
        if (answer.Asked == TransactionKind.Unsubscribe)
        {
            WriteEndings(writer, answer, form, now);
            return;
        }

        var subscriptions = new SubscriptionWriter(writer, form);
        writer.WriteStartArray(answer.Asked == TransactionKind.Subscribe ? "subscribe_response"u8 : "search_response"u8);
        foreach (var item in answer.Items)
            WriteItem(writer, item, subscriptions, form);
        writer.WriteEndArray();
    }

    private static void WriteEndings(Utf8JsonWriter writer, StatusAnswer answer, InstantForm form, DateTimeOffset now)
    {
        var state = !answer.Known ? WorkState.Rejected
            : answer.Items.Any(item => item.State.State is WorkState.Received or WorkState.Pending) ? WorkState.Pending
            : answer.Items.All(item => item.State.State == WorkState.Rejected) ? WorkState.Rejected
            : WorkState.Succeeded;
        WriteInstant(writer, now, form);
        writer.WriteString("status"u8, StatusWord(state));
        writer.WriteStartArray("subscription_status"u8);
        foreach (var item in answer.Items)
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, item.State.ReferenceId);
            writer.WriteString("status"u8, item.Stands ? "subscribe"u8 : "unsubscribe"u8);
            if (item.State.Code is not null)
                writer.WriteString("status_reason_code"u8, item.State.Code);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteItem(Utf8JsonWriter writer, StatusItem item, SubscriptionWriter subscriptions, InstantForm form)
    {
        var state = item.State;
        writer.WriteStartObject();
        writer.WriteString("reference_id"u8, state.ReferenceId);
        WriteInstant(writer, state.At, form);
        writer.WriteString("status"u8, StatusWord(state.State));
        if (state.Code is not null)
            writer.WriteString("status_reason_code"u8, state.Code);
        ReasonText.Write(writer, "status_reason_message"u8, state.Detail);
        if (item.Subscriptions.Count > 0)
        {
            writer.WriteStartArray("subscriptions"u8);
            foreach (var face in item.Subscriptions)
                subscriptions.Write(face);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteInstant(Utf8JsonWriter writer, DateTimeOffset instant, InstantForm form)
    {
        Span<byte> buffer = stackalloc byte[InstantText.Length];
        writer.WriteString("timestamp"u8, WireInstant.Write(instant, form, buffer));
    }

    private static ReadOnlySpan<byte> StatusWord(WorkState state) => state switch
    {
        WorkState.Received => "rcvd"u8,
        WorkState.Pending => "pdng"u8,
        WorkState.Succeeded => "succ"u8,
        WorkState.Rejected => "rjct"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of an item."),
    };
}
