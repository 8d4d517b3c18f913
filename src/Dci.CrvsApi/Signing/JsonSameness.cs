using System.Runtime.InteropServices;
using System.Text.Json;
using Dci.CrvsApi.Signing.Canonical;

namespace Dci.CrvsApi.Signing;

/// <summary>Whether two JSON values say the same: members in any order and any escapes, but numbers only as written and nothing left out.</summary>
internal static class JsonSameness
{
    /// <summary>Neither value may name a member twice.</summary>
    public static bool Same(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
            return false;

        return left.ValueKind switch
        {
            JsonValueKind.Object => SameObjects(left, right),
            JsonValueKind.Array => SameArrays(left, right),
            JsonValueKind.String => SameText(JsonMarshal.GetRawUtf8Value(left)[1..^1], JsonMarshal.GetRawUtf8Value(right)[1..^1]),
            JsonValueKind.Number => JsonMarshal.GetRawUtf8Value(left).SequenceEqual(JsonMarshal.GetRawUtf8Value(right)),
            _ => true,
        };
    }

    private static bool SameText(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.SequenceEqual(right)
        || (JsonText.TryUnescape(left, out var a) && JsonText.TryUnescape(right, out var b) && string.Equals(a, b, StringComparison.Ordinal));

    private static bool SameArrays(JsonElement left, JsonElement right)
    {
        if (left.GetArrayLength() != right.GetArrayLength())
            return false;

        using var others = right.EnumerateArray().GetEnumerator();
        foreach (var item in left.EnumerateArray())
        {
            if (!others.MoveNext() || !Same(item, others.Current))
                return false;
        }

        return true;
    }

    private static bool SameObjects(JsonElement left, JsonElement right)
    {
        if (left.GetPropertyCount() != right.GetPropertyCount() || !TryIndex(right, out var others))
            return false;

        foreach (var member in left.EnumerateObject())
        {
            if (!JsonText.TryUnescape(JsonMarshal.GetRawUtf8PropertyName(member), out var name)
                || !others.TryGetValue(name, out var other)
                || !Same(member.Value, other))
            {
                return false;
            }
        }

        return true;
    }

    // An index, since looking each member up by a walk would let a wide object cost the square of its width.
    private static bool TryIndex(JsonElement value, out Dictionary<string, JsonElement> members)
    {
        members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!JsonText.TryUnescape(JsonMarshal.GetRawUtf8PropertyName(member), out var name) || !members.TryAdd(name, member.Value))
                return false;
        }

        return true;
    }
}
