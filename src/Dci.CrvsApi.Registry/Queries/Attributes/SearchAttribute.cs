using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Attributes;

/// <summary>One row of the mapping: a canonical DCI attribute, what else it is called, and what it means on each event.</summary>
internal sealed class SearchAttribute
{
    private readonly Meaning?[] _meanings = new Meaning?[Enum.GetValues<VitalEvent>().Length + 1];

    public SearchAttribute(string name, AttributeKind kind, string aliases, Func<VitalEvent, Meaning?> meaning)
    {
        Name = name;
        Kind = kind;
        Aliases = aliases.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Alone = [name];
        foreach (var vitalEvent in Enum.GetValues<VitalEvent>())
            _meanings[(int)vitalEvent] = meaning(vitalEvent);
    }

    /// <summary>The canonical name, as partners' grants list it.</summary>
    public string Name { get; }

    public AttributeKind Kind { get; }

    public IReadOnlyList<string> Aliases { get; }

    /// <summary>Also a type in an identifier query.</summary>
    public bool IsIdentifierType { get; init; }

    /// <summary>The kind of identifier it asks for, null when it asks for none or for any.</summary>
    public IdentifierKind? Identifier { get; init; }

    /// <summary>What it is sorted by; the first key that an event in question can be sorted by.</summary>
    public required IReadOnlyList<SortKey> Sort { get; init; }

    /// <summary>Its name in a list, for the queries that ask for nothing else.</summary>
    public IReadOnlyList<string> Alone { get; }

    /// <summary>An event on which it means something only to a sender who names that event; null for none.</summary>
    public VitalEvent? OnlyWhenAsked { get; init; }

    /// <summary>What it means on an event; null when nothing.</summary>
    public Meaning? On(VitalEvent vitalEvent) => _meanings[(int)vitalEvent];

    /// <summary>What it means on an event that the sender has or has not named.</summary>
    public Meaning? On(VitalEvent vitalEvent, bool asked) => asked || vitalEvent != OnlyWhenAsked ? On(vitalEvent) : null;
}
