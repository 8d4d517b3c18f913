using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Profiles;

namespace Dci.CrvsApi.Answers;

/// <summary>Writes the header of a reply: one that is valid as the header of a request and of a callback alike.</summary>
internal static class ReplyHeader
{
    /// <summary>Writes the member <c>header</c>.</summary>
    public static void Write(Utf8JsonWriter writer, ReplyState state, ReplyOccasion occasion, OutputProfile profile)
    {
        Span<byte> buffer = stackalloc byte[InstantText.Length];
        var echoesId = occasion.Synchronous && profile.ReplyMessageId == ReplyMessageIdForm.Echoed;
        var echoesAction = occasion.Synchronous && profile.ReplyAction == ReplyActionForm.Request;
        writer.WriteStartObject("header"u8);
        writer.WriteString("version"u8, "1.0.0"u8);
        writer.WriteString("message_id"u8, echoesId ? state.Request.MessageId : occasion.MessageId);
        writer.WriteString("message_ts"u8, WireInstant.Write(occasion.At, profile.Instants, buffer));
        writer.WriteString("action"u8, echoesAction ? state.Request.Action : state.Action);
        writer.WriteString("status"u8, StatusWord(state.Status));
        if (profile.HeaderExtras == HeaderExtras.G2pConnect)
            writer.WriteNull("status_reason_code"u8);
        if (!profile.MinimalHeader)
            ReasonText.Write(writer, "status_reason_message"u8, state.ReasonMessage);
        writer.WriteNumber("total_count"u8, profile.TotalCountsRecords ? state.Records : state.TotalCount);
        if (!profile.MinimalHeader)
            writer.WriteNumber("completed_count"u8, state.CompletedCount);
        WriteParties(writer, state.Request, occasion.ServerId, profile);
        writer.WriteBoolean("is_msg_encrypted"u8, occasion.Encrypted);
        WriteMeta(writer, occasion, state, profile);
        writer.WriteEndObject();
    }

    private static void WriteMeta(Utf8JsonWriter writer, ReplyOccasion occasion, ReplyState state, OutputProfile profile)
    {
        var empty = occasion.Meta.IsEmpty && state.Meta is null;
        if (profile.HeaderExtras == HeaderExtras.G2pConnect)
        {
            writer.WriteStartObject("meta"u8);
            writer.WriteStartObject("data"u8);
            WriteMembers(writer, occasion, state);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        else if (!profile.MinimalHeader && !empty)
        {
            writer.WriteStartObject("meta"u8);
            WriteMembers(writer, occasion, state);
            writer.WriteEndObject();
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, ReplyOccasion occasion, ReplyState state)
    {
        if (!occasion.Meta.IsEmpty)
        {
            var members = new JsonSlices(occasion.Meta.Span);
            while (members.MoveNext())
            {
                writer.WritePropertyName(members.Name);
                writer.WriteRawValue(members.Value, skipInputValidation: true);
            }
        }

        if (state.Meta is { } meta)
            foreach (var member in meta.EnumerateObject())
                member.WriteTo(writer);
    }

    private static ReadOnlySpan<byte> StatusWord(RequestStatus status) => status switch
    {
        RequestStatus.Received => "rcvd"u8,
        RequestStatus.Pending => "pdng"u8,
        RequestStatus.Succeeded => "succ"u8,
        RequestStatus.Rejected => "rjct"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status of a message."),
    };

    private static void WriteParties(Utf8JsonWriter writer, RequestEcho request, string serverId, OutputProfile profile)
    {
        var echoed = profile.ReplyParties == ReplyPartiesForm.Echoed;
        writer.WriteString("sender_id"u8, echoed ? request.SenderId : serverId);
        var receiver = echoed ? request.ReceiverId : request.SenderId;
        if (!string.IsNullOrEmpty(receiver))
            writer.WriteString("receiver_id"u8, receiver);
    }
}
