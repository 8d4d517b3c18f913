using System.Text;

namespace Dci.CrvsApi.Registry.Queries.Fhir;

/// <summary>Takes the value of a parameter apart (FHIR R4, Search, 3.1.1.4.4 and 3.1.1.5).</summary>
internal static class ArgumentValues
{
    private static readonly (string Word, Comparison Comparison)[] Prefixes =
    [
        ("eq", Comparison.Eq), ("gt", Comparison.Gt), ("ge", Comparison.Ge), ("lt", Comparison.Lt), ("le", Comparison.Le), ("sa", Comparison.Gt), ("eb", Comparison.Lt),
    ];

    /// <summary>Splits at a separator that is not escaped; escapes of other characters stay.</summary>
    public static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                part.Append(text[i]).Append(text[++i]);
            }
            else if (text[i] == separator)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(text[i]);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }

    /// <summary>Takes the escapes away.</summary>
    public static string Plain(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            plain.Append(text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i]);
        return plain.ToString();
    }

    /// <summary>The prefix of a date, equality when it has none; null for a prefix that is not understood.</summary>
    public static (Comparison Comparison, string Text)? Compared(string text)
    {
        if (text.Length < 2 || !char.IsAsciiLetter(text[0]))
            return (Comparison.Eq, text);
        foreach (var (word, comparison) in Prefixes)
            if (text.StartsWith(word, StringComparison.Ordinal))
                return (comparison, text[2..]);
        return null;
    }
}
