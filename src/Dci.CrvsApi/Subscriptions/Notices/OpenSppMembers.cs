using System.Globalization;
using System.Text.Json;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Subscriptions.Notices;

/// <summary>
/// What OpenSPP reads of a message about an event: its own word for it, a full date that is not in the future, and identifiers of which
/// it takes the first. It knows no other news than that something was registered, and would take any event that it is told in these
/// members for that; so a cancellation, a notification and the like are told in the standard's members alone.
/// </summary>
internal sealed class OpenSppMembers(PersonMask mask)
{
    // A person is known elsewhere by these rather than by the number of the event.
    private static readonly IdentifierKind[] Preferred = [IdentifierKind.NationalId, IdentifierKind.Passport, IdentifierKind.BirthRegistrationNumber, IdentifierKind.MarriageRegistrationNumber, IdentifierKind.DeathRegistrationNumber];

    /// <summary>Writes the members; nothing at all when the event can't be told so.</summary>
    public void Write(Utf8JsonWriter writer, ToldEvent told, DateTimeOffset now)
    {
        if (told.Person is not { } person || WordOf(told.Event.Event) is not { } word
            || told.Event.Kind is not (ChangeKind.Registered or ChangeKind.Corrected or ChangeKind.Reinstated)
            || DateOf(told.Record!, DateOnly.FromDateTime(now.UtcDateTime)) is not { } date
            || Identifiers(person.Span) is not { Count: > 0 } identifiers)
            return;

        writer.WriteString("event_type"u8, word);
        writer.WriteString("event_date"u8, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteStartArray("identifiers"u8);
        foreach (var (type, value) in identifiers)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, type);
            writer.WriteString("value"u8, value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WritePropertyName("person"u8);
        mask.Write(writer, person.Span, null);
    }

    private static string? WordOf(VitalEvent vitalEvent) => vitalEvent switch
    {
        VitalEvent.LiveBirth => "BIRTH",
        VitalEvent.Death => "DEATH",
        VitalEvent.Marriage => "MARRIAGE",
        VitalEvent.Divorce => "DIVORCE",
        _ => null,
    };

    // Of a date that is known in part only, the first day that it can be; else the day of registration. What the partner may not see is not said here either.
    private DateOnly? DateOf(VitalRecord record, DateOnly today)
    {
        var date = record.EventDate?.First is { } day
            ? mask.Shows(DateMember(record.Event)) ? day : null
            : mask.Shows("registration_date"u8) ? record.RegisteredOn : null;
        return date > today ? null : date;
    }

    private static ReadOnlySpan<byte> DateMember(VitalEvent vitalEvent) => vitalEvent switch
    {
        VitalEvent.LiveBirth => "birth_date"u8,
        VitalEvent.Death => "death_date"u8,
        VitalEvent.Marriage => "marriage_date"u8,
        _ => "divorce_date"u8,
    };

    private List<(string Type, string Value)> Identifiers(ReadOnlySpan<byte> person)
    {
        var shown = new List<(string Type, string Value)>();
        var members = new JsonSlices(person);
        while (members.MoveNext())
        {
            if (!members.Name.SequenceEqual("identifier"u8) || !mask.Shows(members.Name))
                continue;
            var entries = new JsonSlices(members.Value);
            while (entries.MoveNext())
            {
                var entry = new IdentifierEntry(entries.Value);
                if (mask.Shows(entry) && JsonSlices.TextOf(entry.Type) is { } type && JsonSlices.TextOf(entry.Value) is { } value)
                    shown.Add((type, value));
            }
        }

        return [.. shown.OrderBy(identifier => Rank(FirstIdentifier.KindOf(identifier.Type)))];
    }

    private static int Rank(IdentifierKind kind) => Array.IndexOf(Preferred, kind) is var rank and >= 0 ? rank : Preferred.Length;
}
