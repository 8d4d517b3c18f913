using System.Text.Json;

namespace Dci.CrvsApi.Profiles;

/// <summary>Walks the members of a JSON object, or the elements of a list, as slices of its bytes; what stands inside them is only skipped.</summary>
internal ref struct JsonSlices
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;

    public JsonSlices(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json);
        _reader.Read();
    }

    /// <summary>The member's name without its escapes; empty for an element of a list.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The value as it is written.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    public bool MoveNext()
    {
        if (!_reader.Read() || _reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            return false;
        if (_reader.TokenType == JsonTokenType.PropertyName)
        {
            Name = _reader.ValueIsEscaped ? Unescaped(ref _reader) : _reader.ValueSpan;
            _reader.Read();
        }

        var start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        Value = _json[start..(int)_reader.BytesConsumed];
        return true;
    }

    /// <summary>The text of a JSON string; null when the slice is anything else.</summary>
    public static string? TextOf(ReadOnlySpan<byte> value)
    {
        if (value is not [(byte)'"', ..])
            return null;
        var reader = new Utf8JsonReader(value);
        reader.Read();
        return reader.GetString();
    }

    private static byte[] Unescaped(ref Utf8JsonReader reader)
    {
        var name = new byte[reader.ValueSpan.Length];
        return name[..reader.CopyString(name)];
    }
}
