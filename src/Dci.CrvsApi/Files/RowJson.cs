using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Files;

/// <summary>Writes a row as the item of a search message that says the same, so that one set of rules reads both.</summary>
internal sealed class RowJson(TableLayout layout, DateTimeOffset at)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Dictionary<ColumnRole, int> _places = Places(layout);
    private readonly IReadOnlyList<Comparisons> _attributes = Attributes(layout);

    /// <summary>The item; a row without a reference has its number as one.</summary>
    public JsonElement Write(TableReader row, string number)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer, WireJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("reference_id"u8, Cell(row, ColumnRole.ReferenceId) ?? number);
            json.WriteString("timestamp"u8, at.UtcDateTime);
            WriteText(json, "locale", Cell(row, ColumnRole.Locale));
            json.WriteStartObject("search_criteria"u8);
            WriteCriteria(json, row);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return JsonElement.Parse(_buffer.WrittenSpan);
    }

    private void WriteCriteria(Utf8JsonWriter json, TableReader row)
    {
        WriteText(json, "reg_event_type", Cell(row, ColumnRole.EventType));
        json.WriteString("query_type"u8, layout.ByIdentifier ? "idtype-value"u8 : "expression"u8);
        json.WriteStartObject("query"u8);
        WriteText(json, "type", Cell(row, ColumnRole.IdentifierType));
        WriteText(json, "value", Cell(row, ColumnRole.IdentifierValue));
        foreach (var attribute in _attributes)
            Write(json, attribute, row);
        json.WriteEndObject();
        if (Cell(row, ColumnRole.Purpose) is { } purpose)
            WritePurpose(json, purpose);
    }

    private static void Write(Utf8JsonWriter json, Comparisons attribute, TableReader row)
    {
        var begun = false;
        foreach (var (word, place) in attribute.Tests)
        {
            if (Text(row, place) is not { } text)
                continue;
            if (!begun)
                json.WriteStartObject(attribute.Name);
            begun = true;
            json.WriteString(word, text);
        }

        if (begun)
            json.WriteEndObject();
    }

    private static void WritePurpose(Utf8JsonWriter json, string purpose)
    {
        json.WriteStartObject("consent"u8);
        json.WriteStartObject("purpose"u8);
        json.WriteString("code"u8, purpose);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private string? Cell(TableReader row, ColumnRole role) => _places.TryGetValue(role, out var place) ? Text(row, place) : null;

    private static string? Text(TableReader row, int place) => row.Text(place).Trim() is { Length: > 0 } text ? text : null;

    private static Dictionary<ColumnRole, int> Places(TableLayout layout) => layout.Columns
        .Select((column, place) => (column, place))
        .Where(named => named.column.Attribute.Length == 0)
        .ToDictionary(named => named.column.Role, named => named.place);

    private static List<Comparisons> Attributes(TableLayout layout) =>
    [
        .. layout.Columns
            .Select((column, place) => (column, place))
            .Where(named => named.column.Attribute.Length > 0)
            .GroupBy(named => named.column.Attribute, StringComparer.Ordinal)
            .Select(attribute => new Comparisons(attribute.Key, [.. attribute.Select(named => (Operator(named.column.Role), named.place))])),
    ];

    private static string Operator(ColumnRole role) => role switch
    {
        ColumnRole.From => "$gte",
        ColumnRole.To => "$lte",
        _ => "$eq",
    };

    private sealed record Comparisons(string Name, IReadOnlyList<(string Word, int Place)> Tests);
}
