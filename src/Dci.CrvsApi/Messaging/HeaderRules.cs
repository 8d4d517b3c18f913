using System.Text.Json;
using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Messaging;

/// <summary>What the standard asks of a request header (DCI registry core 1.0.0, MsgHeader). All faults are collected; the first one names the reason code.</summary>
internal static class HeaderRules
{
    private const int IdLength = 99;

    /// <summary>Binds the header to the contract, or says everything that is wrong with it.</summary>
    public static Outcome<MsgHeader> Check(JsonElement element, Operation operation)
    {
        var faults = new List<FieldFault>();
        var reader = new FieldReader(element, "header", "rjct.action.invalid", faults);
        var version = Version(reader);
        if (version is not (null or "1.0.0"))
            reader.Refuse("version", "must be 1.0.0.", "rjct.version.invalid");

        var header = new MsgHeader
        {
            Version = version ?? "1.0.0",
            MessageId = reader.RequiredText("message_id"u8, "message_id", IdLength, "rjct.message_id.duplicate"),
            MessageTs = reader.RequiredInstant("message_ts"u8, "message_ts", "rjct.message_ts.invalid"),
            Action = reader.RequiredText("action"u8, "action", reason: "rjct.action.invalid"),
            SenderId = operation.IsAnswered ? reader.RequiredText("sender_id"u8, "sender_id") : reader.Text("sender_id"u8, "sender_id") ?? "",
            SenderUri = reader.Text("sender_uri"u8, "sender_uri"),
            ReceiverId = reader.Text("receiver_id"u8, "receiver_id"),
            TotalCount = TotalCount(reader),
            IsMsgEncrypted = reader.Flag("is_msg_encrypted"u8, "is_msg_encrypted"),
        };
        if (header.Action.Length > 0 && !operation.Accepts(header.Action))
            reader.Refuse("action", $"must be {operation.Action} on {operation.Path}.", "rjct.action.not_supported");

        if (!operation.IsAnswered)
            CheckStatus(reader, header);

        return faults.Count == 0 ? header : Refused(faults);
    }

    // Answers have the header of an answer, with a status; on-subscribe and on-unsubscribe by the letter that of a request.
    private static void CheckStatus(FieldReader reader, MsgHeader header)
    {
        var status = reader.Text("status"u8, "status");
        if (status is null ? header.SenderId.Length == 0 : status is not ("rcvd" or "pdng" or "succ" or "rjct"))
            reader.Refuse("status", "must be rcvd, pdng, succ or rjct.");
    }

    /// <summary>The version as text; <c>false</c> is absent, since an Odoo peer whose setting was never filled in writes that.</summary>
    private static string? Version(FieldReader reader) =>
        reader.Any("version"u8) is { ValueKind: JsonValueKind.False } ? null : reader.Text("version"u8, "version", reason: "rjct.version.invalid");

    private static int TotalCount(FieldReader reader)
    {
        var count = reader.Count("total_count"u8, "total_count", "rjct.total_count.invalid");
        if (count < 0)
            reader.Refuse("total_count", "must not be negative.", "rjct.total_count.invalid");
        return count ?? 0;
    }

    private static Failure Refused(List<FieldFault> faults) => new(
        StatusCodes.Status400BadRequest,
        faults[0].Code == "rjct.version.invalid" ? "err.version.not_supported" : "err.request.bad",
        string.Join(' ', faults.Select(fault => fault.Detail)))
    {
        HeaderReason = faults[0].Code,
    };
}
