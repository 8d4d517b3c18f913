using System.Text.Json;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Writing;

/// <summary>Writes identifiers, told apart by their type as OpenCRVS does.</summary>
internal static class IdentifierJson
{
    public static void WriteAll(Utf8JsonWriter json, IReadOnlyList<RecordedIdentifier> identifiers)
    {
        if (identifiers.Count == 0)
            return;

        json.WriteStartArray("identifier"u8);
        foreach (var identifier in identifiers)
        {
            json.WriteStartObject();
            json.WriteConcept("type"u8, FhirUrls.IdentifierTypes, IdentifierCodes.Of(identifier));
            json.WriteString("value"u8, identifier.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
