namespace Dci.CrvsApi.Registry.Subscriptions.Matching;

/// <summary>Orders text by code point, as databases order its UTF-8 bytes; ordinal comparison orders UTF-16 and has surrogates too low.</summary>
internal static class CodePoints
{
    public static int Compare(string one, string other)
    {
        var length = Math.Min(one.Length, other.Length);
        for (var i = 0; i < length; i++)
            if (one[i] != other[i])
                return Weight(one[i]).CompareTo(Weight(other[i]));
        return one.Length.CompareTo(other.Length);
    }

    // What is not in surrogates ends at U+FFFF; what is lies above.
    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
