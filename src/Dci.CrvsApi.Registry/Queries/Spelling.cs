using System.Collections.Frozen;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>A closed list of words that is read whatever the case, and with or without underscores, hyphens, dots and blanks.</summary>
internal sealed class Spelling<T>
{
    private const int Longest = 64;

    private readonly FrozenDictionary<string, T> _words;
    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public Spelling(IEnumerable<KeyValuePair<string, T>> words)
    {
        _words = words.ToFrozenDictionary(pair => Folded(pair.Key), pair => pair.Value, StringComparer.Ordinal);
        _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Finds a word as it is.</summary>
    public bool TryFind(ReadOnlySpan<char> text, out T? value)
    {
        Span<char> buffer = stackalloc char[Longest];
        if (TryFold(text, buffer, out var length))
            return _lookup.TryGetValue(buffer[..length], out value);
        value = default;
        return false;
    }

    /// <summary>Finds the part after the last colon: <c>ns:org:RegistryType:Civil</c> is <c>Civil</c>.</summary>
    public bool TryFindLocalName(ReadOnlySpan<char> text, out T? value) =>
        TryFind(text[(text.LastIndexOf(':') + 1)..], out value);

    private static string Folded(string word)
    {
        Span<char> buffer = stackalloc char[Longest];
        return TryFold(word, buffer, out var length)
            ? new string(buffer[..length])
            : throw new ArgumentException($"'{word}' can't be a word of a closed list.", nameof(word));
    }

    private static bool TryFold(ReadOnlySpan<char> text, Span<char> buffer, out int length)
    {
        length = 0;
        foreach (var c in text)
        {
            if (c is '_' or '-' or '.' or ' ')
                continue;
            if (length == buffer.Length || !char.IsAscii(c))
                return false;
            buffer[length++] = char.ToLowerInvariant(c);
        }

        return length > 0;
    }
}
