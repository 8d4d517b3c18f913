using System.Globalization;
using System.Text.Json;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Writing;

/// <summary>Writes the Task that carries a record's numbers and where it stands in law.</summary>
internal static class TaskJson
{
    public static void Write(Utf8JsonWriter json, VitalRecord record, string lastUpdated)
    {
        var codes = EventCodes.Of(record.Event);
        json.StartEntry("Task", record.RecordId);
        WriteExtensions(json, record);
        json.WriteStartArray("identifier"u8);
        WriteNumber(json, codes.TrackingSystem, record.TrackingId);
        WriteNumber(json, codes.NumberSystem, record.RegistrationNumber);
        json.WriteEndArray();
        json.WriteString("status"u8, "accepted"u8);
        json.WriteConcept("businessStatus"u8, FhirUrls.Statuses, StatusCodes.Of(record.Status));
        json.WriteString("intent"u8, "order"u8);
        json.WriteConcept("code"u8, FhirUrls.TaskTypes, codes.TaskCode);
        json.WriteReference("focus"u8, "Composition", record.RecordId);
        json.WriteString("lastModified"u8, lastUpdated);
        json.EndEntry();
    }

    private static void WriteExtensions(Utf8JsonWriter json, VitalRecord record)
    {
        if (record.OfficeId is null && record.RegisteredOn is null)
            return;

        json.WriteStartArray("extension"u8);
        if (record.OfficeId is { } office)
            json.WriteReferenceExtension(FhirUrls.Office, office);
        if (record.RegisteredOn is { } day)
            json.WriteExtension(FhirUrls.RegistrationDate, "valueDate"u8, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string system, string? value)
    {
        if (value is null)
            return;
        json.WriteStartObject();
        json.WriteString("system"u8, system);
        json.WriteString("value"u8, value);
        json.WriteEndObject();
    }
}
