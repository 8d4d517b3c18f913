using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>What became of search criteria: a query with what it uses, or why there is none.</summary>
public abstract record Translation
{
    private Translation()
    {
    }

    /// <summary>The criteria as a query. Nothing of them is left out.</summary>
    public sealed record Translated(FhirQuery Query) : Translation
    {
        /// <summary>The form the query really had.</summary>
        public required QueryKind Kind { get; init; }

        /// <summary>Canonical names of the attributes that are searched or sorted by, each once.</summary>
        public required IReadOnlyList<string> UsedAttributes { get; init; }

        /// <summary>Those of them that are sorted by.</summary>
        public required IReadOnlyList<string> SortAttributes { get; init; }

        /// <summary>Kinds of the identifiers that are searched or sorted by, each once.</summary>
        public required IReadOnlyList<IdentifierKind> UsedIdentifierKinds { get; init; }

        /// <summary>The events that are searched.</summary>
        public required IReadOnlyList<VitalEvent> Events { get; init; }

        /// <summary>Whether the sender named the event; otherwise the events are all those the criteria can mean.</summary>
        public required bool ExplicitEvent { get; init; }

        /// <summary>What was looked up when the query is one identifier, else null.</summary>
        public SearchedIdentifier? Identifier { get; init; }
    }

    /// <summary>Every fault that was found; at least one.</summary>
    public sealed record Refused(IReadOnlyList<QueryFault> Faults) : Translation;
}

/// <summary>The one identifier that a query asks for, as it was sent.</summary>
public sealed record SearchedIdentifier(string Type, string Value);
