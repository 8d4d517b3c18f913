using System.Collections.Frozen;
using Dci.CrvsApi.Access;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Partners;

/// <summary>The words of a registration and what they mean.</summary>
internal static class RegistrationWords
{
    private static readonly FrozenDictionary<VitalEvent, string> EventWords = new Dictionary<VitalEvent, string>
    {
        [VitalEvent.LiveBirth] = "birth",
        [VitalEvent.Death] = "death",
        [VitalEvent.FetalDeath] = "fetal_death",
        [VitalEvent.Marriage] = "marriage",
        [VitalEvent.Divorce] = "divorce",
        [VitalEvent.Adoption] = "adoption",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<IdentifierKind, string> IdentifierTypeWords = SearchVocabulary.IdentifierTypes
        .Where(word => SearchVocabulary.IdentifierKindOf(word) is not null)
        .ToFrozenDictionary(word => SearchVocabulary.IdentifierKindOf(word)!.Value);

    public static IEnumerable<string> Events => EventWords.Values;

    public static IEnumerable<string> IdentifierTypes => IdentifierTypeWords.Values;

    public static FrozenDictionary<string, SignaturePolicy> SignaturePolicies { get; } = new Dictionary<string, SignaturePolicy>
    {
        ["required"] = SignaturePolicy.Required,
        ["accept-unsigned"] = SignaturePolicy.AcceptUnsigned,
        ["off"] = SignaturePolicy.Off,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>How a policy is written.</summary>
    public static string Of(SignaturePolicy policy) => SignaturePolicies.First(word => word.Value == policy).Key;

    /// <summary>How an event is written.</summary>
    public static string Of(VitalEvent vitalEvent) => EventWords[vitalEvent];

    /// <summary>How a kind of identifier is written.</summary>
    public static string Of(IdentifierKind kind) => IdentifierTypeWords[kind];

    public static bool TryReadEvent(string word, out VitalEvent meaning) => Take(SearchVocabulary.EventOf(word), out meaning);

    public static bool TryReadIdentifierType(string word, out IdentifierKind meaning) => Take(SearchVocabulary.IdentifierKindOf(word), out meaning);

    public static bool TryReadAttribute(string word, out string meaning) =>
        (meaning = SearchVocabulary.CanonicalAttribute(word) ?? "").Length > 0 && SearchVocabulary.Attributes.Contains(meaning);

    public static bool TryReadField(string word, out string meaning) => AccessVocabulary.Fields.Contains(meaning = word);

    /// <summary>
    /// Translates each word; one that means nothing is a fault. So is an empty list: it would grant nothing, or everything, depending on the reader.
    /// </summary>
    public static FrozenSet<T>? Translate<T>(IReadOnlyList<string>? words, Reads<T> reads, IEnumerable<string> known, RegistrationFaults faults)
    {
        if (words is null)
            return null;
        if (words.Count == 0)
            faults.Add("allows nothing", "Leave it out for no limit, or name something");
        var meant = new List<T>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            if (reads(words[i], out var meaning))
                meant.Add(meaning);
            else
                faults.At(i).Add("is not known", $"Use one of: {string.Join(", ", known)}");
        }

        return meant.ToFrozenSet();
    }

    private static bool Take<T>(T? found, out T meaning)
        where T : struct
    {
        meaning = found.GetValueOrDefault();
        return found is not null;
    }
}

/// <summary>Tells what a word of a registration means.</summary>
internal delegate bool Reads<T>(string word, out T meaning);
