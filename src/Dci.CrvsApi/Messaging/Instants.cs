using System.Globalization;

namespace Dci.CrvsApi.Messaging;

/// <summary>Instants on the wire: RFC 3339 with an offset, never without.</summary>
internal static class Instants
{
    /// <summary>Reads a date-time that carries an offset; anything else, a naive one included, is refused.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        return text.Length is >= 17 and <= 40 && text[10] is 'T' or 't' && HasOffset(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out instant);
    }

    private static bool HasOffset(string text) => text[^1] is 'Z' or 'z' || text.AsSpan(11).IndexOfAny('+', '-') > 0;
}
