using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Profiles;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>
/// Puts what was asked into the form in which it is said back: as it was sent, but whole and valid by the standard whatever the spelling
/// was. What was asked in a form that the standard does not have is not said back.
/// </summary>
internal static class SaidCriteria
{
    private static readonly string[] FilterTypes = ["idtype-value", "expression", "predicate", "graphql", "namedQuery", "idtype"];

    public static JsonElement? Of(SubscriptionWish wish, EventChoice choice, Timetable timetable, Vocabulary vocabulary)
    {
        if (SaidFilter.Of(wish.Filter) is not { } filter)
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Options))
        {
            writer.WriteStartObject();
            WriteText(writer, "reg_type", wish.RegType);
            writer.WriteString("reg_event_type"u8, wish.RegEventType ?? Word(choice, vocabulary));
            WriteText(writer, "reg_sub_type", wish.RegSubType);
            WriteFrequency(writer, wish, timetable);
            if (FilterTypes.Contains(wish.FilterType, StringComparer.Ordinal))
                writer.WriteString("filter_type"u8, wish.FilterType);
            writer.WritePropertyName("filter"u8);
            filter.WriteTo(writer);
            writer.WriteString("notify_record_type"u8, wish.RecordType ?? VocabularyWords.RecordType(vocabulary));
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static string Word(EventChoice choice, Vocabulary vocabulary) =>
        choice.Event is { } named ? VocabularyWords.EventType(vocabulary, named) : "REGISTER";

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
            writer.WriteString(name, text);
    }

    // By the standard it has all three of its members.
    private static void WriteFrequency(Utf8JsonWriter writer, SubscriptionWish wish, Timetable timetable)
    {
        if (timetable is not { Cron: { } cron, EndsAt: { } ends })
            return;
        Span<byte> buffer = stackalloc byte[InstantText.Length];
        writer.WriteStartObject("frequency"u8);
        writer.WriteString("start_time"u8, InstantText.Write(wish.StartTime ?? timetable.StartsAt, buffer));
        writer.WriteString("end_time"u8, InstantText.Write(ends, buffer));
        writer.WriteString("frequency"u8, cron);
        writer.WriteEndObject();
    }
}
