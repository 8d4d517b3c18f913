using System.Collections.Frozen;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>What a word says of the changes that somebody wants to be told of.</summary>
/// <param name="Event">The vital event, null when the word names none.</param>
/// <param name="Kinds">What became of its record, null when the word does not say.</param>
internal sealed record EventWord(VitalEvent? Event, ChangeKinds? Kinds);

/// <summary>
/// Reads the words that subscribers name changes by: a vital event in any spelling that a search takes (<c>BIRTH</c>), one with what
/// became of it (<c>DEATH_CORRECTED</c>), or that alone (<c>REGISTER</c>).
/// </summary>
internal static class EventWords
{
    private const int Longest = 64;

    // What may stand before a kind without naming an event: MOSIP writes DATA_MODIFICATION.
    private static readonly FrozenSet<string> Nothing = FrozenSet.Create(StringComparer.Ordinal, "", "data", "record", "event", "vitalevent");

    private static readonly (string Ending, ChangeKinds Kinds)[] Endings =
    [
        .. Words(ChangeKinds.Registered, "register registered registration registrations"),
        .. Words(ChangeKinds.Corrected, "correct corrected correction corrections update updated updates modified modification"),
        .. Words(ChangeKinds.Cancelled, "cancel cancelled canceled cancellation delete deleted deletion revoke revoked revocation reversal reversed"),
        .. Words(ChangeKinds.Reinstated, "reinstate reinstated reinstatement"),
        .. Words(ChangeKinds.Notified, "notified notification notifications"),
        .. Words(ChangeKinds.Certified, "certified certificateissued certificateissue"),
    ];

    /// <summary>Null for a word that means nothing here.</summary>
    public static EventWord? Read(string text)
    {
        if (Fold(text) is not { } word)
            return null;
        foreach (var (ending, kinds) in Endings)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var before = word[..^ending.Length];
            if (Nothing.Contains(before))
                return new EventWord(null, kinds);
            if (SearchVocabulary.EventOf(before) is { } told)
                return new EventWord(told, kinds);
        }

        return SearchVocabulary.EventOf(word) is { } named ? new EventWord(named, null) : null;
    }

    /// <summary>The word by which a change is told, which is one of those that can be subscribed to: <c>DEATH_CORRECTED</c>.</summary>
    public static string Of(VitalEvent vitalEvent, Registry.Events.ChangeKind kind) =>
        $"{Partners.RegistrationWords.Of(vitalEvent)}_{kind}".ToUpperInvariant();

    /// <summary>The part after the last colon, in lower case and without what only separates; null when it can't be a word.</summary>
    internal static string? Fold(string text)
    {
        var local = text.AsSpan(text.LastIndexOf(':') + 1).Trim();
        if (local.Length is 0 or > Longest)
            return null;
        Span<char> folded = stackalloc char[Longest];
        var length = 0;
        foreach (var character in local)
        {
            if (character is '_' or '-' or '.' or ' ')
                continue;
            if (!char.IsAsciiLetterOrDigit(character))
                return null;
            folded[length++] = char.ToLowerInvariant(character);
        }

        return new string(folded[..length]);
    }

    private static IEnumerable<(string, ChangeKinds)> Words(ChangeKinds kinds, string words) => words.Split(' ').Select(word => (word, kinds));
}
