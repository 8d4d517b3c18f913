using System.Text.Json;
using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Registry.Records;

/// <summary>Writes residences as DCI addresses.</summary>
internal static class AddressMembers
{
    public static void WriteAll(Utf8JsonWriter writer, IReadOnlyList<RecordedAddress> addresses, PlaceTree places)
    {
        if (addresses.Count == 0)
            return;

        writer.WriteStartArray("address"u8);
        foreach (var address in addresses)
            Write(writer, address, places);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, RecordedAddress address, PlaceTree places)
    {
        var district = places.Find(address.DistrictId);
        var state = places.Find(address.StateId);
        writer.WriteStartObject();
        writer.WriteString("@type"u8, "Address"u8);
        if (address.Lines.Count > 0)
            writer.WriteString("address_line_1"u8, address.Lines[0]);
        if (address.Lines.Count > 1)
            writer.WriteString("address_line_2"u8, string.Join(", ", address.Lines.Skip(1)));
        WriteText(writer, "locality"u8, address.City ?? district?.Name ?? Spoken(address.DistrictId));
        WriteText(writer, "sub_region_code"u8, CodeOf(district) ?? Spoken(address.DistrictId));
        WriteText(writer, "region_code"u8, CodeOf(state) ?? Spoken(address.StateId));
        WriteText(writer, "postal_code"u8, address.PostalCode);
        WriteText(writer, "country_code"u8, CountryCodes.TwoLetters(address.Country));
        writer.WriteEndObject();
    }

    private static string? CodeOf(Place? place) => place?.Code ?? place?.Name;

    /// <summary>Sources that don't know the place tree write the area's name where others write its id.</summary>
    private static string? Spoken(string? idOrName) => Guid.TryParse(idOrName, out _) ? null : idOrName;

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> member, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            writer.WriteString(member, text);
    }
}
