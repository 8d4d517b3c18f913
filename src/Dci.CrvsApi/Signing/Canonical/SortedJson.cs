using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Dci.CrvsApi.Signing.Canonical;

/// <summary>JSON with sorted members and no blanks. The two forms differ in the order of keys, in escapes and in numbers.</summary>
internal abstract class SortedJson(IComparer<string> order)
{
    public static SortedJson Ascii { get; } = new SortedAsciiJson();

    public static SortedJson Jcs { get; } = new JcsJson();

    /// <summary>False when the value has no such form. Objects that name a member twice must have been refused before.</summary>
    public bool TryWrite(JsonElement value, IBufferWriter<byte> output)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return TryWriteObject(value, output);
            case JsonValueKind.Array:
                return TryWriteArray(value, output);
            case JsonValueKind.String:
                return JsonText.TryUnescape(raw[1..^1], out var text) && TryWriteString(text, output);
            case JsonValueKind.Number:
                return TryWriteNumber(raw, output);
            default:
                output.Write(raw);
                return true;
        }
    }

    protected abstract bool TryWriteString(string text, IBufferWriter<byte> output);

    protected abstract bool TryWriteNumber(ReadOnlySpan<byte> token, IBufferWriter<byte> output);

    private bool TryWriteObject(JsonElement value, IBufferWriter<byte> output)
    {
        var members = new List<KeyValuePair<string, JsonElement>>();
        foreach (var member in value.EnumerateObject())
        {
            if (!JsonText.TryUnescape(JsonMarshal.GetRawUtf8PropertyName(member), out var name))
                return false;

            members.Add(new(name, member.Value));
        }

        members.Sort((left, right) => order.Compare(left.Key, right.Key));
        return TryWriteMembers(members, output);
    }

    private bool TryWriteMembers(List<KeyValuePair<string, JsonElement>> members, IBufferWriter<byte> output)
    {
        var separator = "{"u8;
        foreach (var (name, value) in members)
        {
            output.Write(separator);
            if (!TryWriteString(name, output))
                return false;

            output.Write(":"u8);
            if (!TryWrite(value, output))
                return false;

            separator = ","u8;
        }

        output.Write(members.Count == 0 ? "{}"u8 : "}"u8);
        return true;
    }

    private bool TryWriteArray(JsonElement value, IBufferWriter<byte> output)
    {
        var separator = "["u8;
        foreach (var item in value.EnumerateArray())
        {
            output.Write(separator);
            if (!TryWrite(item, output))
                return false;

            separator = ","u8;
        }

        output.Write(value.GetArrayLength() == 0 ? "[]"u8 : "]"u8);
        return true;
    }
}
