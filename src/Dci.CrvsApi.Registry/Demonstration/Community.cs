namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>A word in the script of its language and in Latin letters.</summary>
internal readonly record struct Spelling(string Native, string Latin);

/// <summary>People who share a language and its names. A community without a language of its own writes Latin only.</summary>
internal sealed record Community(string? Language, Spelling[] Surnames, Spelling[] Women, Spelling[] Men)
{
    /// <summary>Pairs are written <c>native/Latin</c>, or once when there is only the Latin form.</summary>
    public static Community Of(string? language, string surnames, string women, string men) =>
        new(language, Split(surnames), Split(women), Split(men));

    private static Spelling[] Split(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Pair)];

    private static Spelling Pair(string text) =>
        text.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? new(text[..slash], text[(slash + 1)..]) : new(text, text);
}
