using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Subscriptions.Requests;

namespace Dci.CrvsApi.Subscriptions.Notices;

/// <summary>
/// Writes events as items of a notification (DCI registry core 1.0.0, NotifyEventRequest), records masked as in a search. The standard has
/// no place for what kind of change it was, nor for its number and its id: they stand beside the members that it has.
/// </summary>
internal sealed class NoticeItemWriter(PersonMask mask)
{
    /// <summary>Writes <c>notify_event</c>.</summary>
    public void WriteAll(Utf8JsonWriter writer, Subscriber subscriber, IReadOnlyList<ToldEvent> events)
    {
        writer.WriteStartArray("notify_event"u8);
        foreach (var told in events)
            Write(writer, subscriber, told);
        writer.WriteEndArray();
    }

    /// <summary>Writes the record as the partner may see it: all of it, or who it is of, when the event is that it is none any more.</summary>
    public void WriteRecord(Utf8JsonWriter writer, ToldEvent told)
    {
        var person = told.Person!.Value.Span;
        if (told.Event.Kind == ChangeKind.Cancelled)
            mask.Write(writer, WhoAlone.Of(person), null);
        else
            mask.Write(writer, person, null);
    }

    private void Write(Utf8JsonWriter writer, Subscriber subscriber, ToldEvent told)
    {
        Span<byte> buffer = stackalloc byte[InstantText.Length];
        var change = told.Event;
        writer.WriteStartObject();
        writer.WriteString("reference_id"u8, subscriber.Subscription.ReferenceId);
        writer.WriteString("timestamp"u8, WireInstant.Write(change.At, mask.Profile.Instants, buffer));
        writer.WriteStartObject("data"u8);
        KindMembers.Write(writer, change.Event, mask.Profile, namesEvent: true);
        if (told.Person is not null)
        {
            writer.WritePropertyName("reg_records"u8);
            WriteRecord(writer, told);
        }

        writer.WriteEndObject();
        if (LocaleOf(subscriber, told) is { } locale)
            writer.WriteString("locale"u8, locale);
        writer.WriteString("subscription_code"u8, subscriber.Subscription.Code);
        writer.WriteNumber("sequence"u8, change.Sequence);
        writer.WriteString("event_id"u8, change.EventId);
        writer.WriteString("event_type"u8, EventWords.Of(change.Event, change.Kind));
        writer.WriteEndObject();
    }

    // Said only when the names are in it.
    private static string? LocaleOf(Subscriber subscriber, ToldEvent told)
    {
        if (subscriber.Definition.Locale is not { } wanted || told.Record is not { } record)
            return null;
        var subjects = PersonRoles.SubjectsOf(record.Event);
        return record.People.Any(person => subjects.Contains(person.Role) && person.Names.Any(name => name.Language == wanted)) ? wanted : null;
    }
}
