using System.Buffers;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>ECMAScript's <c>encodeURIComponent</c> (ECMA-262 §19.2.6.4): <see cref="Uri.EscapeDataString(string)"/> also escapes <c>! ' ( ) *</c>.</summary>
internal static class UriComponent
{
    private static readonly SearchValues<byte> Unescaped =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()"u8);

    /// <summary>The UTF-8 text encoded, behind a prefix that is left as it is.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> text)
    {
        var encoded = new ArrayBufferWriter<byte>(prefix.Length + text.Length * 2);
        encoded.Write(prefix);
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Unescaped);
            encoded.Write(plain < 0 ? text : text[..plain]);
            if (plain < 0)
                break;
            var escape = encoded.GetSpan(3);
            escape[0] = (byte)'%';
            escape[1] = Digit(text[plain] >> 4);
            escape[2] = Digit(text[plain] & 15);
            encoded.Advance(3);
            text = text[(plain + 1)..];
        }

        return encoded.WrittenSpan.ToArray();
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);
}
