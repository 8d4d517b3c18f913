using System.Text.Json;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Ingest.Writing;

/// <summary>Writes residences; areas are Location ids as in OpenCRVS.</summary>
internal static class AddressJson
{
    public static void WriteAll(Utf8JsonWriter json, IReadOnlyList<RecordedAddress> addresses)
    {
        if (addresses.Count == 0)
            return;

        json.WriteStartArray("address"u8);
        foreach (var address in addresses)
            Write(json, address);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, RecordedAddress address)
    {
        json.WriteStartObject();
        json.WriteString("use"u8, "home"u8);
        json.WriteTexts("line"u8, address.Lines);
        json.WriteText("city"u8, address.City);
        json.WriteText("district"u8, address.DistrictId);
        json.WriteText("state"u8, address.StateId);
        json.WriteText("postalCode"u8, address.PostalCode);
        json.WriteText("country"u8, address.Country);
        json.WriteEndObject();
    }
}
