using System.Globalization;
using System.Text;

namespace Dci.CrvsApi.Registry.Queries.Text;

/// <summary>Keeps values from being read as syntax (FHIR R4, Search, "Escaping Search Parameters"; RFC 3986 section 2).</summary>
internal static class FhirEscape
{
    public const string Mask = "***";

    /// <summary>Escapes what separates values and their parts.</summary>
    public static string Value(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '$' or ',' or '|' or '\\')
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>A quoted string of a <c>_filter</c>.</summary>
    public static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Percent-encodes what would end or change a query string; everything else stays readable.</summary>
    public static string Url(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '%' or '&' or '#' or '+' or '=' || char.IsControl(c))
                escaped.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }
}
