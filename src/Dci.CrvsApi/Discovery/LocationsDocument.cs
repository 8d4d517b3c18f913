using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Places;
using Place = Dci.CrvsApi.Registry.Places.Place;

namespace Dci.CrvsApi.Discovery;

/// <summary>The place tree as it is published, written and compressed once for each tree.</summary>
internal sealed class LocationsDocument
{
    private LocationsDocument(byte[] plain, byte[] compressed)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(plain))[..32];
        (Plain, Compressed) = (plain, compressed);
        (PlainTag, CompressedTag) = ($"\"{digest}\"", $"\"{digest}-gzip\"");
    }

    public ReadOnlyMemory<byte> Plain { get; }

    /// <summary>The same, by gzip.</summary>
    public ReadOnlyMemory<byte> Compressed { get; }

    /// <summary>Strong entity tag of <see cref="Plain"/>.</summary>
    public string PlainTag { get; }

    /// <summary>Strong entity tag of <see cref="Compressed"/>: other bytes, so another tag (RFC 9110, 8.8.3.3).</summary>
    public string CompressedTag { get; }

    public static LocationsDocument Of(PlaceTree tree)
    {
        using var plain = new MemoryStream();
        using (var writer = new Utf8JsonWriter(plain, WireJson.Options))
            Write(writer, [.. tree.All.OrderBy(place => place.Id, StringComparer.Ordinal)]);

        var bytes = plain.ToArray();
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return new LocationsDocument(bytes, compressed.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, Place[] places)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("@context"u8);
        writer.WriteString("@context"u8, "http://spdci.org/"u8);
        writer.WriteString("xsd"u8, "http://www.w3.org/2001/XMLSchema#"u8);
        writer.WriteString("schema"u8, "http://schema.org/"u8);
        writer.WriteEndObject();
        writer.WriteString("@type"u8, "LocationHierarchy"u8);
        WriteLastUpdated(writer, places.Select(place => place.LastUpdated).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max());
        writer.WriteStartArray("locations"u8);
        foreach (var place in places)
            LocationWriter.Write(writer, place);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteLastUpdated(Utf8JsonWriter writer, DateTimeOffset instant)
    {
        Span<byte> buffer = stackalloc byte[InstantText.Length];
        var text = InstantText.Write(instant, buffer);
        writer.WriteString("last_updated"u8, text);
        writer.WriteString("lastUpdated"u8, text);
    }
}
