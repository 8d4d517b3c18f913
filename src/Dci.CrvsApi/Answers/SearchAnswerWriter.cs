using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Answers;

/// <summary>Writes the payload of a search answer, header and message, in a partner's form: the bytes that are signed and sent.</summary>
internal sealed class SearchAnswerWriter
{
    private readonly ConditionalWeakTable<Partner, PersonMask> _masks = [];

    /// <summary>Appends <c>{"header":{…},"message":{…}}</c>.</summary>
    public void Write(SearchAnswer answer, Partner partner, IBufferWriter<byte> output)
    {
        // Asks once for the room that the records need, instead of growing towards it.
        _ = output.GetSpan(AnswerSize.Estimate(answer));
        using var writer = new Utf8JsonWriter(output, WireJson.Options);
        writer.WriteStartObject();
        ReplyHeader.Write(writer, answer.State, new ReplyOccasion(answer.MessageId, answer.ServerId, answer.At, answer.Meta, Synchronous: true, Encrypted: false), partner.Profile);
        writer.WritePropertyName("message"u8);
        WriteMessage(writer, answer, partner);
        writer.WriteEndObject();
    }

    /// <summary>Appends the message alone: what is encrypted, or kept until it is delivered.</summary>
    public void WriteMessage(SearchAnswer answer, Partner partner, IBufferWriter<byte> output)
    {
        _ = output.GetSpan(AnswerSize.Estimate(answer));
        using var writer = new Utf8JsonWriter(output, WireJson.Options);
        WriteMessage(writer, answer, partner);
    }

    private void WriteMessage(Utf8JsonWriter writer, SearchAnswer answer, Partner partner)
    {
        Span<byte> buffer = stackalloc byte[InstantText.Length];
        var instant = WireInstant.Write(answer.At, partner.Profile.Instants, buffer);
        writer.WriteStartObject();
        writer.WriteString("transaction_id"u8, answer.Request.TransactionId);
        writer.WriteString("correlation_id"u8, answer.CorrelationId);
        writer.WriteStartArray("search_response"u8);
        var mask = _masks.GetValue(partner, PersonMask.Compile);
        foreach (var item in answer.Items)
            WriteItem(writer, item, mask, instant);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter writer, AnsweredItem item, PersonMask mask, ReadOnlySpan<byte> instant)
    {
        writer.WriteStartObject();
        writer.WriteString("reference_id"u8, item.ReferenceId);
        writer.WriteString("timestamp"u8, instant);
        switch (item)
        {
            case AnsweredItem.Found found:
                writer.WriteString("status"u8, "succ"u8);
                WriteFound(writer, found, mask);
                break;
            case AnsweredItem.Refused refused:
                writer.WriteString("status"u8, "rjct"u8);
                writer.WriteString("status_reason_code"u8, refused.Code);
                ReasonText.Write(writer, "status_reason_message"u8, refused.Detail);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(item), item, "Not an outcome of an item.");
        }

        writer.WriteEndObject();
    }

    private static void WriteFound(Utf8JsonWriter writer, AnsweredItem.Found found, PersonMask mask)
    {
        if (found.Records.Count > 0 || mask.Profile.NoMatch == NoMatchForm.Empty)
            WriteRecords(writer, found, mask);
        writer.WriteStartObject("pagination"u8);
        writer.WriteNumber("page_size"u8, found.Page.Size);
        writer.WriteNumber("page_number"u8, found.Page.Number);
        writer.WriteNumber("total_count"u8, found.Total);
        writer.WriteEndObject();
        if (!string.IsNullOrEmpty(found.Locale))
            writer.WriteString("locale"u8, found.Locale);
    }

    private static void WriteRecords(Utf8JsonWriter writer, AnsweredItem.Found found, PersonMask mask)
    {
        writer.WriteStartObject("data"u8);
        KindMembers.Write(writer, found.Event ?? CommonEvent(found), mask.Profile, mask.Profile.EventTypeInData);
        writer.WritePropertyName("reg_records"u8);
        var single = mask.Profile.RegRecords == RegRecordsForm.ObjectWhenOne && found.Records.Count == 1;
        if (!single)
            writer.WriteStartArray();
        for (var i = 0; i < found.Records.Count; i++)
            mask.Write(writer, found.Records[i].Person.Span, found.Searched);
        if (!single)
            writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static VitalEvent? CommonEvent(AnsweredItem.Found found)
    {
        if (found.Records.Count == 0)
            return null;
        var first = found.Records[0].Event;
        for (var i = 1; i < found.Records.Count; i++)
            if (found.Records[i].Event != first)
                return null;
        return first;
    }
}
