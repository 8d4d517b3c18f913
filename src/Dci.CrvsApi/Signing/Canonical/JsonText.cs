using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Dci.CrvsApi.Signing.Canonical;

/// <summary>What stands between the quotes of a JSON string, as UTF-16. Unlike JsonElement it keeps lone surrogates and never throws.</summary>
internal static class JsonText
{
    /// <summary>False when the bytes are not UTF-8. The escapes must have been checked by a parser before.</summary>
    public static bool TryUnescape(ReadOnlySpan<byte> raw, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (!Utf8.IsValid(raw))
            return false;

        text = raw.Contains((byte)'\\') ? Unescape(raw) : Encoding.UTF8.GetString(raw);
        return true;
    }

    private static string Unescape(ReadOnlySpan<byte> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var at = raw.IndexOf((byte)'\\'); at >= 0; at = raw.IndexOf((byte)'\\'))
        {
            text.Append(Encoding.UTF8.GetString(raw[..at]));
            text.Append(Escaped(raw[(at + 1)..], out var length));
            raw = raw[(at + 1 + length)..];
        }

        return text.Append(Encoding.UTF8.GetString(raw)).ToString();
    }

    private static char Escaped(ReadOnlySpan<byte> escape, out int length)
    {
        length = 1;
        switch (escape[0])
        {
            case (byte)'u':
                length = 5;
                _ = Utf8Parser.TryParse(escape[1..5], out ushort unit, out _, 'x');
                return (char)unit;
            case (byte)'b':
                return '\b';
            case (byte)'f':
                return '\f';
            case (byte)'n':
                return '\n';
            case (byte)'r':
                return '\r';
            case (byte)'t':
                return '\t';
            default:
                return (char)escape[0];
        }
    }
}
