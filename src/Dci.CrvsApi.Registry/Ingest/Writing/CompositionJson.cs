using System.Text.Json;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Writing;

/// <summary>Writes the Composition that holds a record together.</summary>
internal static class CompositionJson
{
    public static void Write(Utf8JsonWriter json, VitalRecord record, string lastUpdated)
    {
        var codes = EventCodes.Of(record.Event);
        json.StartEntry("Composition", record.RecordId);
        json.WriteStartObject("meta"u8);
        json.WriteString("lastUpdated"u8, lastUpdated);
        json.WriteEndObject();
        json.WriteString("status"u8, "final"u8);
        json.WriteConcept("type"u8, FhirUrls.DocumentTypes, codes.DocumentType);
        json.WriteStartArray("category"u8);
        json.WriteConcept([], FhirUrls.DocumentClasses, "crvs-document");
        json.WriteEndArray();
        json.WriteString("date"u8, lastUpdated);
        json.WriteStartArray("author"u8);
        json.WriteStartObject();
        json.WriteString("display"u8, "Civil registry"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("title"u8, codes.DocumentType);
        json.WriteStartArray("section"u8);
        if (record.Place is not null || EncounterJson.TellsDate(record))
            WriteSection(json, FhirUrls.EncounterSections, codes.EncounterSection, "Encounter", record.RecordId);
        foreach (var person in record.People)
            WriteSection(
                json,
                FhirUrls.PersonSections,
                RoleSections.CodeOf(person.Role),
                RoleSections.IsWrapped(person.Role) ? "RelatedPerson" : "Patient",
                RoleSections.IsWrapped(person.Role) ? PatientJson.WrapperId(record, person) : PatientJson.IdOf(record, person));
        json.WriteEndArray();
        json.EndEntry();
    }

    private static void WriteSection(Utf8JsonWriter json, string system, string code, string resourceType, string id)
    {
        json.WriteStartObject();
        json.WriteConcept("code"u8, system, code);
        json.WriteStartArray("entry"u8);
        json.WriteStartObject();
        json.WriteString("reference"u8, string.Concat(resourceType, "/", id));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
