using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Ingest.Writing;
using Dci.CrvsApi.Registry.Queries.Fhir;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest;

/// <summary>
/// Writes a record as the R4 bundle that <see cref="BundleReader"/> reads back into the same record. It goes straight to
/// JSON, since a register of millions is written through it.
/// </summary>
public static class BundleWriter
{
    /// <summary>The people of the bundle that <see cref="Write"/> makes; its other resources are named after the record.</summary>
    public static IReadOnlyList<ResourceName> PeopleOf(VitalRecord record) =>
        [.. record.People.Select(person => new ResourceName("Patient", PatientJson.IdOf(record, person)))];

    public static void Write(VitalRecord record, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, WireJson.Options);
        var lastUpdated = InstantText.Write(record.LastUpdated);
        json.WriteStartObject();
        json.WriteString("resourceType"u8, "Bundle"u8);
        json.WriteString("type"u8, "document"u8);
        json.WriteString("timestamp"u8, lastUpdated);
        json.WriteStartArray("entry"u8);
        CompositionJson.Write(json, record, lastUpdated);
        TaskJson.Write(json, record, lastUpdated);
        PatientJson.WriteAll(json, record);
        EncounterJson.Write(json, record);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
