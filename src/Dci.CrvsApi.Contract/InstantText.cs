using System.Globalization;

namespace Dci.CrvsApi.Contract;

/// <summary>The text of an instant (RFC 3339, 5.6): read with whatever offset, but always one; written in UTC with milliseconds.</summary>
public static class InstantText
{
    /// <summary>Characters of an instant as it is written.</summary>
    public const int Length = 24;

    private const string Written = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>False for anything else, a time without an offset included. More than seven fractional digits are cut off.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        return text is { Length: >= 20 and <= 40 }
            && HasOffset(text)
            && (text[19] != '.' || char.IsAsciiDigit(text[20]))
            && DateTimeOffset.TryParseExact(Shorten(text.ToUpperInvariant()), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }

    /// <summary>The one spelling of an instant that this server writes.</summary>
    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString(Written, CultureInfo.InvariantCulture);

    /// <summary>The same in UTF-8, into a buffer of <see cref="Length"/> bytes.</summary>
    public static ReadOnlySpan<byte> Write(DateTimeOffset instant, Span<byte> buffer)
    {
        instant.UtcDateTime.TryFormat(buffer, out var length, Written, CultureInfo.InvariantCulture);
        return buffer[..length];
    }

    private static bool HasOffset(string text) =>
        text[^1] is 'Z' or 'z' || (text.Length >= 25 && text[^6] is '+' or '-' && text[^3] == ':');

    private static string Shorten(string text)
    {
        if (text[19] != '.')
            return text;
        var end = 20;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end > 27 ? text.Remove(27, end - 27) : text;
    }
}
