using System.Text.Json;
using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Discovery;

/// <summary>Writes one place in both casings, since the standard asks for one and describes the other.</summary>
internal static class LocationWriter
{
    public static void Write(Utf8JsonWriter writer, Place place)
    {
        writer.WriteStartObject();
        writer.WriteString("@type"u8, "Place"u8);
        writer.WriteString("id"u8, place.Id);
        writer.WriteStartArray("identifier"u8);
        WriteIdentifier(writer, "crvs-location"u8, place.Id);
        if (!string.IsNullOrEmpty(place.Code))
            WriteIdentifier(writer, "crvs-location-code"u8, place.Code);
        writer.WriteEndArray();
        writer.WriteString("name"u8, place.Name);
        WriteKind(writer, place.Kind);
        WriteParent(writer, place.ParentId);
        if (!place.Active)
            writer.WriteBoolean("active"u8, false);
        WritePosition(writer, place);
        writer.WriteEndObject();
    }

    private static void WriteIdentifier(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string value)
    {
        writer.WriteStartObject();
        writer.WriteString("@type"u8, "PropertyValue"u8);
        writer.WriteString("name"u8, name);
        writer.WriteString("identifier"u8, value);
        writer.WriteEndObject();
    }

    private static void WriteKind(Utf8JsonWriter writer, PlaceKind kind)
    {
        var word = kind switch
        {
            PlaceKind.Area => "crvs:ADMIN_STRUCTURE"u8,
            PlaceKind.Office => "crvs:CRVS_OFFICE"u8,
            PlaceKind.Facility => "crvs:HEALTH_FACILITY"u8,
            PlaceKind.Other => "crvs:OTHER"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of place."),
        };
        writer.WriteString("additional_type"u8, word);
        writer.WriteString("additionalType"u8, word);
    }

    /// <summary>At the root it is null: the one member for which the standard has a null, and asks for it.</summary>
    private static void WriteParent(Utf8JsonWriter writer, string? parentId)
    {
        writer.WriteString("contained_in_place"u8, parentId);
        writer.WriteString("containedInPlace"u8, parentId);
    }

    private static void WritePosition(Utf8JsonWriter writer, Place place)
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
