using Dci.CrvsApi.Registry.Queries.Attributes;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>The words that searches, grants and subscriptions are written in.</summary>
public static class SearchVocabulary
{
    /// <summary>The canonical names of all attributes that can be searched by.</summary>
    public static IReadOnlyList<string> Attributes { get; } = [.. AttributeTable.All.Where(IsSearchable).Select(attribute => attribute.Name)];

    /// <summary>The canonical names of the types an identifier query may have.</summary>
    public static IReadOnlyList<string> IdentifierTypes { get; } = [.. AttributeTable.All.Where(attribute => attribute.IsIdentifierType).Select(attribute => attribute.Name)];

    internal static string AttributeList { get; } = string.Join(", ", Attributes);

    internal static string IdentifierTypeList { get; } = string.Join(", ", IdentifierTypes);

    /// <summary>The canonical name of an attribute in any of its spellings; null when it is not known.</summary>
    public static string? CanonicalAttribute(string word) => AttributeTable.TryFind(word, out var attribute) ? attribute!.Name : null;

    /// <summary>Whether an attribute, by its canonical name, is a date or a number, so that it makes sense to ask from one value to another.</summary>
    public static bool IsScale(string attribute) =>
        AttributeTable.TryFind(attribute, out var found) && found!.Kind is (AttributeKind.Date or AttributeKind.Year or AttributeKind.Age or AttributeKind.Instant);

    /// <summary>The kind that an identifier type asks for; null when it is not known, or is not an identifier of a person.</summary>
    public static IdentifierKind? IdentifierKindOf(string word) =>
        AttributeTable.TryFindIdentifierType(word, out var attribute) ? attribute!.Identifier : null;

    /// <summary>The vital event that a word of any of the accepted vocabularies means; null when it means none.</summary>
    public static VitalEvent? EventOf(string word) => EventSelection.EventOf(word);

    private static bool IsSearchable(SearchAttribute attribute) => Enum.GetValues<VitalEvent>().Any(vitalEvent => attribute.On(vitalEvent) is not null);
}
