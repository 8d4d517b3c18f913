using System.Globalization;
using System.Text;

namespace Dci.CrvsApi.Registry.Records;

/// <summary>
/// The form in which names and identifiers are compared. It is made here once, for what is stored and for what is asked,
/// so that every database compares plain bytes.
/// </summary>
public static class Normalised
{
    private const int OnStack = 128;

    /// <summary>Compatibility decomposition, marks removed, upper case, runs of white space and controls as one space; null when nothing is left.</summary>
    public static string? Name(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var decomposed = text.Normalize(NormalizationForm.FormKD);
        var kept = new StringBuilder(decomposed.Length);
        foreach (var rune in decomposed.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.EnclosingMark or UnicodeCategory.Format || (category == UnicodeCategory.NonSpacingMark && !IsVowelSign(rune)))
                continue;
            if (Rune.IsWhiteSpace(rune) || category == UnicodeCategory.Control)
            {
                if (kept.Length > 0 && kept[^1] != ' ')
                    kept.Append(' ');
                continue;
            }

            kept.Append(Rune.ToUpperInvariant(rune).ToString());
        }

        return kept.Length == 0 ? null : kept.ToString().TrimEnd(' ') is { Length: > 0 } name ? name : null;
    }

    /// <summary>
    /// Whether a mark is a letter to its readers: in the Brahmic scripts (Devanagari to Tai Tham, and their supplements) the
    /// vowels are marks, and two names that differ in them are two names.
    /// </summary>
    private static bool IsVowelSign(Rune mark) => mark.Value is (>= 0x0900 and <= 0x1AAF) or (>= 0x1B00 and <= 0x1BFF) or (>= 0xA800 and <= 0xABFF);

    /// <summary>Upper case without white space and hyphens; null when nothing is left.</summary>
    public static string? Identifier(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var buffer = text.Length <= OnStack ? stackalloc char[OnStack] : new char[text.Length];
        var length = 0;
        foreach (var c in text)
            if (!char.IsWhiteSpace(c) && !char.IsControl(c) && c != '-')
                buffer[length++] = char.ToUpperInvariant(c);
        return length == 0 ? null : new string(buffer[..length]);
    }
}
