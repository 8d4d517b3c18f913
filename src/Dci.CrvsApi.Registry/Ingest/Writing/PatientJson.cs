using System.Globalization;
using System.Text.Json;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Writing;

/// <summary>Writes the people of a record; one who plays two parts is written once.</summary>
internal static class PatientJson
{
    public static string IdOf(VitalRecord record, RecordedPerson person) =>
        person.PatientId ?? $"{record.RecordId}-{(int)person.Role}";

    /// <summary>The id of the RelatedPerson that wraps an informant or a witness.</summary>
    public static string WrapperId(VitalRecord record, RecordedPerson person) =>
        string.Create(CultureInfo.InvariantCulture, $"{record.RecordId}-{(int)person.Role}");

    public static void WriteAll(Utf8JsonWriter json, VitalRecord record)
    {
        for (var i = 0; i < record.People.Count; i++)
        {
            var person = record.People[i];
            if (!IsWritten(record.People, i))
                Write(json, person, IdOf(record, person));
            if (!RoleSections.IsWrapped(person.Role))
                continue;
            json.StartEntry("RelatedPerson", WrapperId(record, person));
            json.WriteReference("patient"u8, "Patient", IdOf(record, person));
            json.EndEntry();
        }
    }

    private static bool IsWritten(IReadOnlyList<RecordedPerson> people, int index)
    {
        for (var i = 0; i < index; i++)
            if (people[i].PatientId is { } id && id == people[index].PatientId)
                return true;
        return false;
    }

    private static void Write(Utf8JsonWriter json, RecordedPerson person, string id)
    {
        json.StartEntry("Patient", id);
        WriteExtensions(json, person);
        IdentifierJson.WriteAll(json, person.Identifiers);
        NameJson.WriteAll(json, person.Names);
        WriteTelecom(json, person);
        if (person.Sex is { } sex)
            json.WriteString("gender"u8, PersonWriter.SexWord(sex));
        if (person.BirthDate is { } birth)
            json.WriteString("birthDate"u8, birth.ToString());
        if (person.DeathDate is { } death)
            json.WriteString("deceasedDateTime"u8, death.ToString());
        AddressJson.WriteAll(json, person.Addresses);
        if (person.MaritalStatus is { } status)
            json.WriteConcept("maritalStatus"u8, FhirUrls.MaritalStatuses, MaritalStatusCodes.Of(status));
        json.EndEntry();
    }

    private static void WriteExtensions(Utf8JsonWriter json, RecordedPerson person)
    {
        if (person.MarriageDate is null && person.BirthPlaceId is null)
            return;

        json.WriteStartArray("extension"u8);
        if (person.MarriageDate is { } married)
            json.WriteExtension(FhirUrls.MarriageDate, "valueDateTime"u8, married.ToString());
        if (person.BirthPlaceId is { } place)
            WriteBirthPlace(json, place);
        json.WriteEndArray();
    }

    /// <summary>patient-birthPlace holds an address; the place of the tree stands in it as its area does in any address.</summary>
    private static void WriteBirthPlace(Utf8JsonWriter json, string placeId)
    {
        json.WriteStartObject();
        json.WriteString("url"u8, FhirUrls.BirthPlace);
        json.WriteStartObject("valueAddress"u8);
        json.WriteStartArray("extension"u8);
        json.WriteReferenceExtension(FhirUrls.PartOf, placeId);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTelecom(Utf8JsonWriter json, RecordedPerson person)
    {
        if (person.PhoneNumbers.Count + person.Emails.Count == 0)
            return;

        json.WriteStartArray("telecom"u8);
        foreach (var number in person.PhoneNumbers)
            WriteContact(json, "phone"u8, number);
        foreach (var email in person.Emails)
            WriteContact(json, "email"u8, email);
        json.WriteEndArray();
    }

    private static void WriteContact(Utf8JsonWriter json, ReadOnlySpan<byte> system, string value)
    {
        json.WriteStartObject();
        json.WriteString("system"u8, system);
        json.WriteString("value"u8, value);
        json.WriteEndObject();
    }
}
