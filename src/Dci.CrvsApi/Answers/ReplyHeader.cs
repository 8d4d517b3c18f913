using System.Text.Json;
using Dci.CrvsApi.Profiles;

namespace Dci.CrvsApi.Answers;

/// <summary>Writes the header of a search answer: one that is valid as the header of a request and of a callback alike.</summary>
internal static class ReplyHeader
{
    public static void Write(Utf8JsonWriter writer, SearchAnswer answer, OutputProfile profile, ReadOnlySpan<byte> instant)
    {
        writer.WriteStartObject("header"u8);
        writer.WriteString("version"u8, "1.0.0"u8);
        writer.WriteString("message_id"u8, profile.ReplyMessageId == ReplyMessageIdForm.Echoed ? answer.Request.MessageId : answer.MessageId);
        writer.WriteString("message_ts"u8, instant);
        writer.WriteString("action"u8, profile.ReplyAction == ReplyActionForm.Request ? answer.Request.Action : "on-search");
        WriteStatus(writer, answer, profile);
        writer.WriteNumber("total_count"u8, profile.TotalCountsRecords ? RecordsIn(answer) : answer.Items.Count);
        if (!profile.MinimalHeader)
            writer.WriteNumber("completed_count"u8, answer.Items.Count);
        WriteParties(writer, answer, profile);
        writer.WriteBoolean("is_msg_encrypted"u8, false);
        if (!profile.MinimalHeader && !answer.Meta.IsEmpty)
        {
            writer.WritePropertyName("meta"u8);
            writer.WriteRawValue(answer.Meta.Span, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    /// <summary>A message is rejected only when every item of it is; it then tells the first reason.</summary>
    private static void WriteStatus(Utf8JsonWriter writer, SearchAnswer answer, OutputProfile profile)
    {
        if (answer.Items is not [AnsweredItem.Refused first, ..] || answer.Items.Any(item => item is not AnsweredItem.Refused))
        {
            writer.WriteString("status"u8, "succ"u8);
            return;
        }

        writer.WriteString("status"u8, "rjct"u8);
        if (!profile.MinimalHeader)
            ReasonText.Write(writer, "status_reason_message"u8, first.Detail);
    }

    private static void WriteParties(Utf8JsonWriter writer, SearchAnswer answer, OutputProfile profile)
    {
        var echoed = profile.ReplyParties == ReplyPartiesForm.Echoed;
        writer.WriteString("sender_id"u8, echoed ? answer.Request.SenderId : answer.ServerId);
        var receiver = echoed ? answer.Request.ReceiverId : answer.Request.SenderId;
        if (!string.IsNullOrEmpty(receiver))
            writer.WriteString("receiver_id"u8, receiver);
    }

    private static int RecordsIn(SearchAnswer answer) =>
        answer.Items.OfType<AnsweredItem.Found>().Sum(found => found.Records.Count);
}
