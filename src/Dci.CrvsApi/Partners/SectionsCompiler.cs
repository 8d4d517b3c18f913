using System.Collections.Frozen;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Partners;

/// <summary>Reads which sections of a FHIR Composition a partner may have. Those that a bundle does not have do no harm: it may have any that its system writes.</summary>
internal static class SectionsCompiler
{
    private const int Longest = 64;

    public static IReadOnlyDictionary<VitalEvent, IReadOnlySet<string>>? Compile(IReadOnlyDictionary<string, IReadOnlyList<string>>? sections, RegistrationFaults faults)
    {
        if (sections is null)
            return null;
        if (sections.Count == 0)
            faults.Add("names no event", "Leave it out for all sections of all events, or name an event");
        var granted = new Dictionary<VitalEvent, IReadOnlySet<string>>();
        foreach (var (word, codes) in sections)
        {
            var place = faults.Under(word);
            if (!RegistrationWords.TryReadEvent(word, out var vitalEvent))
                place.Add("is not known", $"Use one of: {string.Join(", ", RegistrationWords.Events)}");
            else if (!granted.TryAdd(vitalEvent, Codes(codes, place)))
                place.Add("names an event that is named by another word too", "Put its sections together");
        }

        return granted.ToFrozenDictionary();
    }

    private static FrozenSet<string> Codes(IReadOnlyList<string> codes, RegistrationFaults faults)
    {
        if (codes.Count == 0)
            faults.Add("allows nothing", "Leave the event out for all of its sections, or take it out of 'events'");
        for (var i = 0; i < codes.Count; i++)
        {
            if (codes[i].Length is 0 or > Longest || !codes[i].All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
                faults.At(i).Add("is no code of a section", $"Write it as in Composition.section.code, for example child-details; at most {Longest} lower-case letters, digits and '-'");
        }

        return codes.ToFrozenSet(StringComparer.Ordinal);
    }
}
