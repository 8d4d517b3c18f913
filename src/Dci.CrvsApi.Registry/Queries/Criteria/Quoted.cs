namespace Dci.CrvsApi.Registry.Queries.Criteria;

/// <summary>Sender's words as they may stand in a message: only what looks like the name of something, so that no value leaks into it.</summary>
internal static class Quoted
{
    private const int Longest = 64;
    private const int MostDigits = 3;

    public static string Name(string text) => IsName(text) ? $"'{text}'" : "(not a name)";

    private static bool IsName(string text)
    {
        if (text.Length is 0 or > Longest)
            return false;
        var digits = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
                digits++;
            else if (!char.IsAsciiLetter(c) && !"_-.:$@=<>!".Contains(c, StringComparison.Ordinal))
                return false;
        }

        return digits <= MostDigits;
    }
}
