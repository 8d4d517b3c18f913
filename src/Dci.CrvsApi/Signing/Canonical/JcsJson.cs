using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dci.CrvsApi.Signing.Canonical;

/// <summary>The JSON Canonicalization Scheme (RFC 8785): keys by UTF-16 unit, UTF-8, numbers as ECMAScript writes a double.</summary>
internal sealed class JcsJson() : SortedJson(StringComparer.Ordinal)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    protected override bool TryWriteNumber(ReadOnlySpan<byte> token, IBufferWriter<byte> output)
    {
        if (!double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return false;

        output.Write(Encoding.ASCII.GetBytes(EcmaScriptNumber.Format(number)));
        return true;
    }

    protected override bool TryWriteString(string text, IBufferWriter<byte> output)
    {
        if (HasLoneSurrogate(text))
            return false;

        var escaped = new StringBuilder(text.Length + 2).Append('"');
        foreach (var unit in text)
        {
            _ = JsonEscapes.Short(unit) is { } name ? escaped.Append('\\').Append(name)
                : unit >= ' ' ? escaped.Append(unit)
                : escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        output.Write(Strict.GetBytes(escaped.Append('"').ToString()));
        return true;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(char.IsHighSurrogate(text[at]) && ++at < text.Length && char.IsLowSurrogate(text[at])))
                return true;
        }

        return false;
    }
}
