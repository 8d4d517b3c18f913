using System.Buffers.Text;
using System.Text;

namespace Dci.CrvsApi.Benchmarks.Wire;

/// <summary>Finds what the head of an HTTP/1.1 message says about the length of its body.</summary>
internal static class BodyLength
{
    /// <summary>The length; null when the body comes in chunks.</summary>
    /// <param name="otherwise">The length when the head says nothing; null makes that an error.</param>
    public static int? Of(ReadOnlySpan<byte> head, int? otherwise)
    {
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            var colon = line.IndexOf((byte)':');
            if (colon < 0)
                continue;
            var value = line[(colon + 1)..].Trim(" \t"u8);
            if (Ascii.EqualsIgnoreCase(line[..colon], "content-length"u8) && Utf8Parser.TryParse(value, out int length, out _))
                return length;
            if (Ascii.EqualsIgnoreCase(line[..colon], "transfer-encoding"u8))
                return null;
        }

        return otherwise ?? throw new IOException("The message has neither a length nor chunks.");
    }
}
