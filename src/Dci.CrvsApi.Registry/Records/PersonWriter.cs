using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Registry.Records;

/// <summary>
/// Writes the canonical DCI CRVS person of a record's subject: snake case, arrays, no empty member.
/// One kind of person serves all events; which one it was shows in the members that are filled.
/// </summary>
public sealed class PersonWriter(PersonMapping mapping)
{
    private readonly IdentifierMembers _identifiers = new(mapping);

    /// <summary>Writes the person of <paramref name="subject"/>, who must be one of the record's people.</summary>
    /// <param name="language">ISO 639-3 of the wanted names; who has no name in it, and null, get the default names.</param>
    public void Write(VitalRecord record, PersonRole subject, string? language, PlaceTree places, IBufferWriter<byte> output)
    {
        var person = record.People.First(candidate => candidate.Role == subject);
        using var writer = new Utf8JsonWriter(output, WireJson.Options);
        writer.WriteStartObject();
        WriteContext(writer, record, subject);
        _identifiers.WriteAll(writer, record, person);
        NameMembers.Write(writer, person, language);
        WriteLife(writer, record, person, places);
        AddressMembers.WriteAll(writer, person.Addresses, places);
        WriteTexts(writer, "phone_number"u8, person.PhoneNumbers);
        WriteTexts(writer, "email"u8, person.Emails);
        WriteUnion(writer, record, person, places);
        _identifiers.WriteParents(writer, record.People);
        WriteSpouse(writer, record, subject, language);
        WriteRegistration(writer, record);
        writer.WriteEndObject();
    }

    internal static string SexWord(Sex sex) => sex switch
    {
        Sex.Male => "male",
        Sex.Female => "female",
        Sex.Other => "other",
        Sex.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(sex), sex, "Not a sex."),
    };

    private static void WriteContext(Utf8JsonWriter writer, VitalRecord record, PersonRole subject)
    {
        writer.WritePropertyName("@context"u8);
        writer.WriteRawValue(LinkedDataContext.Json, skipInputValidation: true);
        writer.WriteString("@type"u8, "CRVS_Person"u8);
        writer.WriteString("@id"u8, $"{record.RecordId}#{subject.Word()}");
    }

    private static void WriteLife(Utf8JsonWriter writer, VitalRecord record, RecordedPerson person, PlaceTree places)
    {
        if (person.Sex is { } sex)
            writer.WriteString("sex"u8, SexWord(sex));
        WriteDate(writer, "birth_date"u8, person.BirthDate);
        if (record.Event == VitalEvent.LiveBirth)
            PlaceMembers.Write(writer, "birth_place"u8, record.Place, places);
        else
            PlaceMembers.Write(writer, "birth_place"u8, person.BirthPlaceId, places);

        WriteDate(writer, "death_date"u8, person.DeathDate);
        if (record.Event is VitalEvent.Death or VitalEvent.FetalDeath)
            PlaceMembers.Write(writer, "death_place"u8, record.Place, places);
    }

    /// <summary><c>marriage_place</c> is ours: the standard has no place for it.</summary>
    private static void WriteUnion(Utf8JsonWriter writer, VitalRecord record, RecordedPerson person, PlaceTree places)
    {
        if (person.MaritalStatus is { } status)
            writer.WriteString("marital_status"u8, MaritalStatusCodes.Of(status));
        WriteDates(writer, "marriage_date"u8, person.MarriageDate);
        if (record.Event == VitalEvent.Marriage)
            PlaceMembers.Write(writer, "marriage_place"u8, record.Place, places);
        if (record.Event == VitalEvent.Divorce)
            WriteDates(writer, "divorce_date"u8, record.EventDate);
    }

    /// <summary>The other spouse. The current standard has no member for them; older editions had <c>related_person</c>.</summary>
    private void WriteSpouse(Utf8JsonWriter writer, VitalRecord record, PersonRole subject, string? language)
    {
        var role = subject switch
        {
            PersonRole.Bride => PersonRole.Groom,
            PersonRole.Groom => PersonRole.Bride,
            _ => PersonRole.Spouse,
        };
        if (role == PersonRole.Spouse || record.People.FirstOrDefault(person => person.Role == role) is not { } spouse)
            return;

        writer.WriteStartArray("related_person"u8);
        writer.WriteStartObject();
        writer.WriteString("@type"u8, "RelatedPerson"u8);
        writer.WriteString("relationship"u8, "SPS"u8);
        _identifiers.WriteAll(writer, record, spouse);
        NameMembers.Write(writer, spouse, language);
        if (spouse.Sex is { } sex)
            writer.WriteString("sex"u8, SexWord(sex));
        WriteDate(writer, "birth_date"u8, spouse.BirthDate);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteRegistration(Utf8JsonWriter writer, VitalRecord record)
    {
        if (record.RegisteredOn is { } day)
            WriteDate(writer, "registration_date"u8, PartialDate.OfDay(day));
        writer.WriteString("last_updated"u8, InstantText.Write(record.LastUpdated, stackalloc byte[InstantText.Length]));
    }

    private static void WriteDate(Utf8JsonWriter writer, ReadOnlySpan<byte> name, PartialDate? date)
    {
        if (date is { } known)
            writer.WriteString(name, known.ToString());
    }

    private static void WriteDates(Utf8JsonWriter writer, ReadOnlySpan<byte> name, PartialDate? date)
    {
        if (date is not { } known)
            return;
        writer.WriteStartArray(name);
        writer.WriteStringValue(known.ToString());
        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
