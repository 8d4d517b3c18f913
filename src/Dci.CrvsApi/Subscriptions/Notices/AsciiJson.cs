using System.Buffers;
using System.Text;

namespace Dci.CrvsApi.Subscriptions.Notices;

/// <summary>JSON in ASCII: receivers that read bodies in whatever character set their machine has still find the signature right.</summary>
internal static class AsciiJson
{
    /// <summary>The same JSON with everything beyond ASCII escaped; that can only stand within strings.</summary>
    public static byte[] Escape(ReadOnlySpan<byte> json)
    {
        if (Ascii.IsValid(json))
            return json.ToArray();
        var escaped = new ArrayBufferWriter<byte>(json.Length * 2);
        while (!json.IsEmpty)
        {
            var plain = json.IndexOfAnyExceptInRange((byte)0, (byte)127);
            escaped.Write(plain < 0 ? json : json[..plain]);
            if (plain < 0)
                break;
            _ = Rune.DecodeFromUtf8(json[plain..], out var rune, out var length);
            Escape(rune, escaped);
            json = json[(plain + length)..];
        }

        return escaped.WrittenSpan.ToArray();
    }

    private static void Escape(Rune rune, ArrayBufferWriter<byte> escaped)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)])
        {
            var sequence = escaped.GetSpan(6);
            "\\u"u8.CopyTo(sequence);
            ((int)unit).TryFormat(sequence[2..], out _, "X4", System.Globalization.CultureInfo.InvariantCulture);
            escaped.Advance(6);
        }
    }
}
