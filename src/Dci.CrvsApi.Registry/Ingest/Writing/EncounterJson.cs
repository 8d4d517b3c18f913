using System.Text.Json;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Writing;

/// <summary>Writes where an event happened, and when, if no Patient can tell it.</summary>
internal static class EncounterJson
{
    /// <summary>A divorce and an adoption have no date on the Patient.</summary>
    public static bool TellsDate(VitalRecord record) =>
        record.Event is VitalEvent.Divorce or VitalEvent.Adoption && record.EventDate is not null;

    public static void Write(Utf8JsonWriter json, VitalRecord record)
    {
        if (record.Place is null && !TellsDate(record))
            return;

        json.StartEntry("Encounter", record.RecordId);
        json.WriteString("status"u8, "finished"u8);
        json.WritePropertyName("class"u8);
        json.WriteCoding(FhirUrls.ActCodes, "AMB");
        if (TellsDate(record))
        {
            json.WriteStartObject("period"u8);
            json.WriteString("start"u8, record.EventDate!.Value.ToString());
            json.WriteEndObject();
        }

        if (record.Place is { } place)
        {
            json.WriteStartArray("location"u8);
            json.WriteStartObject();
            json.WriteReference("location"u8, "Location", place.LocationId ?? record.RecordId);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.EndEntry();
        if (record.Place is { LocationId: null } adHoc)
            WriteAdHoc(json, record, adHoc);
    }

    /// <summary>A place that no tree knows, such as a home: it is described inside the record.</summary>
    private static void WriteAdHoc(Utf8JsonWriter json, VitalRecord record, EventPlace place)
    {
        json.StartEntry("Location", record.RecordId);
        json.WriteString("mode"u8, "instance"u8);
        json.WriteStartArray("type"u8);
        json.WriteConcept([], FhirUrls.LocationTypes, "PRIVATE_HOME");
        json.WriteEndArray();
        json.WriteText("name"u8, place.Name);
        if (place.AddressLines.Count > 0)
        {
            json.WriteStartObject("address"u8);
            json.WriteTexts("line"u8, place.AddressLines);
            json.WriteEndObject();
        }

        if (place.AreaId is { } area)
            json.WriteReference("partOf"u8, "Location", area);
        json.EndEntry();
    }
}
