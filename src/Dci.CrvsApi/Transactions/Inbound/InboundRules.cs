using System.Text.Json;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Transactions.Inbound;

/// <summary>The form of messages that answer what this server might have asked: what each must have, and no more.</summary>
internal static class InboundRules
{
    private const int IdLength = 99;
    private const string Code = "err.request.bad";

    /// <summary>Why the message is not what its action says, or null.</summary>
    public static Failure? Check(JsonElement message, Operation operation)
    {
        var faults = new List<FieldFault>();
        var reader = new FieldReader(message, "message", Code, faults);
        _ = reader.RequiredText("transaction_id"u8, "transaction_id", IdLength);
        if (operation != Operation.Notify)
            _ = reader.RequiredText("correlation_id"u8, "correlation_id", IdLength);
        CheckContent(reader, operation);
        return faults.Count == 0 ? null : Failures.Bad(string.Join(' ', faults.Select(fault => fault.Detail)));
    }

    private static void CheckContent(FieldReader reader, Operation operation)
    {
        if (operation == Operation.OnSearch)
            CheckItems(reader, "search_response", needsOne: false, CheckAnswer);
        else if (operation == Operation.OnSubscribe)
            CheckItems(reader, "subscribe_response", needsOne: false, CheckAnswer);
        else if (operation == Operation.Notify)
            CheckItems(reader, "notify_event", needsOne: true, CheckEvent);
        else if (operation == Operation.OnUnsubscribe)
            CheckEnded(reader);
        else if (operation == Operation.OnTxnStatus)
            CheckState(reader);
        else
            throw new ArgumentOutOfRangeException(nameof(operation), operation.Path, "Not an answer.");
    }

    private static void CheckItems(FieldReader reader, string member, bool needsOne, Action<FieldReader> check)
    {
        if (reader.Array(System.Text.Encoding.UTF8.GetBytes(member), member) is not { } items)
        {
            reader.Refuse(member, "must be a list.");
            return;
        }

        if (needsOne && items.GetArrayLength() == 0)
            reader.Refuse(member, "is empty.");
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
                check(reader.Within(member + "[]", item, Code));
            else
                reader.Refuse(member, "must be a list of objects.");
        }
    }

    private static void CheckAnswer(FieldReader item)
    {
        CheckNamed(item);
        CheckStatus(item);
    }

    private static void CheckEvent(FieldReader item)
    {
        CheckNamed(item);
        if (item.Object("data"u8, "data") is null)
            item.Refuse("data", "is required.");
    }

    private static void CheckNamed(FieldReader item)
    {
        _ = item.RequiredText("reference_id"u8, "reference_id");
        _ = item.RequiredInstant("timestamp"u8, "timestamp");
    }

    // The editions before 1.0.0 misspell the timestamp of this message.
    private static void CheckEnded(FieldReader reader)
    {
        if (reader.Any("timesatmp"u8) is null)
            _ = reader.RequiredInstant("timestamp"u8, "timestamp");
        CheckStatus(reader);
    }

    private static void CheckState(FieldReader reader)
    {
        if (reader.Object("txnstatus_response"u8, "txnstatus_response") is not { } element)
        {
            reader.Refuse("txnstatus_response", "is required.");
            return;
        }

        var response = reader.Within("txnstatus_response", element, Code);
        _ = response.RequiredText("txn_type"u8, "txn_type");
        if (response.Object("txn_status"u8, "txn_status") is null)
            response.Refuse("txn_status", "is required.");
    }

    private static void CheckStatus(FieldReader reader)
    {
        if (reader.RequiredText("status"u8, "status") is not ("rcvd" or "pdng" or "succ" or "rjct" or ""))
            reader.Refuse("status", "must be rcvd, pdng, succ or rjct.");
    }
}
