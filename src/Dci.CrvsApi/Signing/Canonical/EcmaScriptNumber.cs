using System.Globalization;

namespace Dci.CrvsApi.Signing.Canonical;

/// <summary>A double as ECMAScript's Number::toString writes it (RFC 8785 §3.2.2.3).</summary>
internal static class EcmaScriptNumber
{
    public static string Format(double number)
    {
        if (number == 0)
            return "0";

        var (digits, point) = Shortest(Math.Abs(number));
        return (number < 0 ? "-" : "") + Lay(digits, point);
    }

    /// <summary>The fewest digits that give the number back, and where the decimal point stands among them.</summary>
    private static (string Digits, int Point) Shortest(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var point = exponent + (dot < 0 ? mantissa.Length : dot);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        return (significant.TrimEnd('0'), point - (digits.Length - significant.Length));
    }

    private static string Lay(string digits, int point) => point switch
    {
        > 21 or <= -6 => Exponential(digits, point - 1),
        <= 0 => "0." + new string('0', -point) + digits,
        _ when digits.Length <= point => digits.PadRight(point, '0'),
        _ => digits[..point] + "." + digits[point..],
    };

    private static string Exponential(string digits, int exponent) =>
        digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "") + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
}
