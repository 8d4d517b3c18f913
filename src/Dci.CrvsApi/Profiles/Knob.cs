using System.Text.Json;

namespace Dci.CrvsApi.Profiles;

/// <summary>One thing that a partner can have its own way: what it is called, the words it takes, how it is read and turned.</summary>
internal sealed record Knob
{
    private Knob(string name, IReadOnlyList<string> words, Func<OutputProfile, string> read, Func<OutputProfile, string, OutputProfile> turn) =>
        (Name, Words, Read, _turn) = (name, words, read, turn);

    private readonly Func<OutputProfile, string, OutputProfile> _turn;

    public string Name { get; }

    /// <summary>The words it can be turned to.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The word it stands at.</summary>
    public Func<OutputProfile, string> Read { get; }

    /// <summary>The profile with the knob at the word, whatever its case; null when it has no such word.</summary>
    public OutputProfile? Turn(OutputProfile profile, string word) =>
        Words.FirstOrDefault(known => known.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } known ? _turn(profile, known) : null;

    public static Knob Choice<T>(string name, Func<OutputProfile, T> read, Func<OutputProfile, T, OutputProfile> turn)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(Word, value => value, StringComparer.Ordinal);
        return new(name, [.. words.Keys], profile => Word(read(profile)), (profile, word) => turn(profile, words[word]));
    }

    public static Knob Switch(string name, Func<OutputProfile, bool> read, Func<OutputProfile, bool, OutputProfile> turn) =>
        new(name, ["false", "true"], profile => read(profile) ? "true" : "false", (profile, word) => turn(profile, word == "true"));

    public static Knob Text(string name, string[] words, Func<OutputProfile, string> read, Func<OutputProfile, string, OutputProfile> turn) =>
        new(name, words, read, turn);

    // OpenSPP and OpenCRVS are written as one word.
    private static string Word<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()).Replace("open-", "open", StringComparison.Ordinal);
}
