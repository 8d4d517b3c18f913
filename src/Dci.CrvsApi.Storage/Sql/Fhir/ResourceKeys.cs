using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Registry.Ingest;

namespace Dci.CrvsApi.Storage.Sql.Fhir;

/// <summary>Reads out of a bundle what its resources are known by. A bundle is JSON here and no more.</summary>
internal static class ResourceKeys
{
    private const string Uuid = "urn:uuid:";

    private static readonly JsonReaderOptions Depth = new() { MaxDepth = 64 };

    public static IReadOnlyList<long> Of(RecordEntry entry)
    {
        if (entry.Resources is not { } resources)
            return Of(entry.Bundle.Span, entry.Record.RecordId);
        var keys = new List<long>(resources.Count);
        foreach (var resource in resources)
            if (!IsNamedAfter(resource.Id, entry.Record.RecordId) && Of(resource.Type, resource.Id) is var key && !keys.Contains(key))
                keys.Add(key);
        return keys;
    }

    /// <summary>The keys of all resources that can't be told by the record's id, each once.</summary>
    public static IReadOnlyList<long> Of(ReadOnlySpan<byte> bundle, string recordId)
    {
        var keys = new HashSet<long>();
        var reader = new Utf8JsonReader(bundle, Depth);
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isEntries = reader.ValueTextEquals("entry"u8);
            reader.Read();
            if (!isEntries || reader.TokenType != JsonTokenType.StartArray)
                reader.Skip();
            else
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    AddEntry(ref reader, recordId, keys);
        }

        return [.. keys];
    }

    public static long Of(string type, string id)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{type}/{id}"), digest);
        return BinaryPrimitives.ReadInt64BigEndian(digest);
    }

    /// <summary>The record that a resource of this id may belong to, if its id was made of the record's.</summary>
    public static IEnumerable<string> RecordsOf(string id)
    {
        yield return id;
        if (id.LastIndexOf('-') is > 0 and var dash)
            yield return id[..dash];
    }

    private static bool IsNamedAfter(string id, string recordId) =>
        id.StartsWith(recordId, StringComparison.Ordinal) && (id.Length == recordId.Length || id.LastIndexOf('-') == recordId.Length);

    private static void AddEntry(ref Utf8JsonReader reader, string recordId, HashSet<long> keys)
    {
        string? address = null, type = null, id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isAddress = reader.ValueTextEquals("fullUrl"u8);
            var isResource = reader.ValueTextEquals("resource"u8);
            reader.Read();
            if (isAddress && reader.TokenType == JsonTokenType.String)
                address = reader.GetString();
            else if (isResource && reader.TokenType == JsonTokenType.StartObject)
                (type, id) = Resource(ref reader);
            else
                reader.Skip();
        }

        id ??= IdIn(address);
        if (type is not null && id is not null && !IsNamedAfter(id, recordId))
            keys.Add(Of(type, id));
    }

    private static (string? Type, string? Id) Resource(ref Utf8JsonReader reader)
    {
        string? type = null, id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("resourceType"u8);
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
                type = reader.GetString();
            else if (isId && reader.TokenType == JsonTokenType.String)
                id = reader.GetString();
            else
                reader.Skip();
        }

        return (type, id);
    }

    private static string? IdIn(string? address) => address switch
    {
        null => null,
        _ when address.StartsWith(Uuid, StringComparison.Ordinal) => address[Uuid.Length..],
        _ => address.LastIndexOf('/') is >= 0 and var slash ? address[(slash + 1)..] : null,
    };
}
