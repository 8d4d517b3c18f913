using System.Text.Json;
using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Registry.Records;

/// <summary>Writes where something happened as a DCI place.</summary>
internal static class PlaceMembers
{
    /// <summary>A place of the tree, by its id; nothing when the id is null.</summary>
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> member, string? placeId, PlaceTree places)
    {
        if (placeId is not null)
            Write(writer, member, new EventPlace { LocationId = placeId }, places);
    }

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> member, EventPlace? happened, PlaceTree places)
    {
        if (happened is null)
            return;

        var known = places.Find(happened.LocationId);
        var around = places.Find(known?.ParentId ?? happened.AreaId);
        var name = known?.Name ?? happened.Name;
        if (happened.LocationId is null && name is null && around is null && happened.AddressLines.Count == 0)
            return;

        writer.WriteStartObject(member);
        writer.WriteString("@type"u8, "Place"u8);
        WriteIdentifier(writer, happened.LocationId);
        if (name is not null)
            writer.WriteString("name"u8, name);
        if (happened.AddressLines.Count > 0)
            writer.WriteString("address_line"u8, string.Join(", ", happened.AddressLines));
        WriteGeo(writer, known);
        if (around is not null)
            writer.WriteString("contained_in_place"u8, around.Name);
        writer.WriteEndObject();
    }

    /// <summary>The id under which locations.json lists the place.</summary>
    private static void WriteIdentifier(Utf8JsonWriter writer, string? locationId)
    {
        if (locationId is null)
            return;
        writer.WriteStartObject("identifier"u8);
        writer.WriteString("@type"u8, "PropertyValue"u8);
        writer.WriteString("name"u8, "crvs-location"u8);
        writer.WriteString("identifier"u8, locationId);
        writer.WriteEndObject();
    }

    private static void WriteGeo(Utf8JsonWriter writer, Place? place)
    {
        if (place is not { Latitude: { } latitude, Longitude: { } longitude })
            return;
        writer.WriteStartObject("geo"u8);
        writer.WriteString("@type"u8, "GeoCoordinates"u8);
        writer.WriteNumber("latitude"u8, latitude);
        writer.WriteNumber("longitude"u8, longitude);
        writer.WriteEndObject();
    }
}
