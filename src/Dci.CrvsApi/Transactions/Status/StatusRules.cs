using System.Text.Json;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Transactions;

namespace Dci.CrvsApi.Transactions.Status;

/// <summary>The form of a question about earlier messages (DCI registry core 1.0.0, TxnStatusRequest), in every spelling that clients use.</summary>
internal static class StatusRules
{
    private const int IdLength = 99;
    private const string Code = "err.request.bad";

    public static Outcome<StatusQuestion> Check(JsonElement message)
    {
        var faults = new List<FieldFault>();
        var reader = new FieldReader(message, "message", Code, faults);
        var transactionId = reader.RequiredText("transaction_id"u8, "transaction_id", IdLength);
        var question = reader.Object("txnstatus_request"u8, "txnstatus_request");
        if (question is null && faults.All(fault => fault.Path != "message.txnstatus_request"))
            reader.Refuse("txnstatus_request", "is required.");
        var read = question is { } element ? Read(transactionId, reader.Within("txnstatus_request", element, Code)) : null;
        return faults.Count == 0 && read is not null ? read : Failures.Bad(string.Join(' ', faults.Select(fault => fault.Detail)));
    }

    private static StatusQuestion Read(string transactionId, FieldReader reader)
    {
        _ = reader.RequiredText("reference_id"u8, "reference_id", IdLength);
        _ = reader.Locale();
        var type = reader.RequiredText("attribute_type"u8, "attribute_type");
        var values = StatusValues.Read(reader, several: type is not ("transaction_id" or "correlation_id"));
        var namesSubscriptions = type is "subscription_code_list" or "subscription_codes" or "subscription_code";
        return new StatusQuestion(transactionId, Asked(reader, namesSubscriptions), namesSubscriptions ? null : Which(type, values, reader))
        {
            Codes = namesSubscriptions ? values : [],
        };
    }

    // OpenSPP leaves it out and means its searches; the older editions write that of the callback, one of them misspelt.
    private static TransactionKind Asked(FieldReader reader, bool namesSubscriptions)
    {
        switch (reader.Text("txn_type"u8, "txn_type"))
        {
            case null when namesSubscriptions:
                return TransactionKind.Subscribe;
            case "search" or "on-search" when namesSubscriptions:
                reader.Refuse("txn_type", "must be subscribe or unsubscribe for subscription_code_list.");
                return TransactionKind.Search;
            case null or "search" or "on-search":
                return TransactionKind.Search;
            case "subscribe" or "on-subscribe" or "subscibe":
                return TransactionKind.Subscribe;
            case "unsubscribe" or "on-unsubscribe":
                return TransactionKind.Unsubscribe;
            default:
                reader.Refuse("txn_type", "must be search, subscribe or unsubscribe.");
                return TransactionKind.Search;
        }
    }

    private static TransactionQuestion? Which(string type, IReadOnlyList<string> values, FieldReader reader)
    {
        switch (type)
        {
            case "transaction_id":
                return new TransactionQuestion.ByTransaction(Single(values, reader));
            case "correlation_id":
                return new TransactionQuestion.ByCorrelation(Single(values, reader));
            case "reference_id_list" or "reference_ids" or "reference_id":
                return new TransactionQuestion.ByReferences(values);
            case "":
                return null;
            default:
                reader.Refuse("attribute_type", "must be transaction_id, reference_id_list, correlation_id or subscription_code_list.");
                return null;
        }
    }

    private static string Single(IReadOnlyList<string> values, FieldReader reader)
    {
        if (values.Count > 1)
            reader.Refuse("attribute_value", "must be one text for this attribute_type.");
        return values.Count > 0 ? values[0] : "";
    }
}
