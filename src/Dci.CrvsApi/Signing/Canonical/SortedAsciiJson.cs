using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dci.CrvsApi.Signing.Canonical;

/// <summary>Keys by code point, everything outside printable ASCII escaped, numbers as written: what Python's json writes when told to sort.</summary>
internal sealed class SortedAsciiJson() : SortedJson(new ByCodePoint())
{
    protected override bool TryWriteNumber(ReadOnlySpan<byte> token, IBufferWriter<byte> output)
    {
        output.Write(token);
        return true;
    }

    protected override bool TryWriteString(string text, IBufferWriter<byte> output)
    {
        var escaped = new StringBuilder(text.Length + 2).Append('"');
        foreach (var unit in text)
        {
            _ = JsonEscapes.Short(unit) is { } name ? escaped.Append('\\').Append(name)
                : unit is >= ' ' and <= '~' ? escaped.Append(unit)
                : escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        escaped.Append('"');
        output.Write(Encoding.ASCII.GetBytes(escaped.ToString()));
        return true;
    }

    /// <summary>UTF-16 order, except that surrogates stand for code points above all others.</summary>
    private sealed class ByCodePoint : IComparer<string>
    {
        public int Compare(string? x, string? y)
        {
            var left = x.AsSpan();
            var right = y.AsSpan();
            var at = left.CommonPrefixLength(right);
            if (at == left.Length || at == right.Length)
                return left.Length - right.Length;

            var (a, b) = (left[at], right[at]);
            return char.IsSurrogate(a) == char.IsSurrogate(b) ? a - b : char.IsSurrogate(a) ? 1 : -1;
        }
    }
}
