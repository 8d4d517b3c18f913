using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Files;

/// <summary>What a column of a CSV file says (<c>api-spec/files.md</c>).</summary>
internal enum ColumnRole
{
    ReferenceId,
    EventType,
    Locale,
    Purpose,
    IdentifierType,
    IdentifierValue,

    /// <summary>An attribute has this value.</summary>
    Attribute,

    /// <summary>An attribute has at least this value.</summary>
    From,

    /// <summary>An attribute has at most this value.</summary>
    To,
}

/// <summary>One column.</summary>
/// <param name="Role">What its cells are.</param>
/// <param name="Attribute">The canonical name of the attribute they compare with; empty for other roles.</param>
internal sealed record TableColumn(ColumnRole Role, string Attribute)
{
    private const string FromSuffix = "_from";
    private const string ToSuffix = "_to";

    /// <summary>Reads the name in the header row; null when it is not known.</summary>
    public static TableColumn? Read(string name) => name.ToLowerInvariant() switch
    {
        "reference_id" => new(ColumnRole.ReferenceId, ""),
        "reg_event_type" => new(ColumnRole.EventType, ""),
        "locale" => new(ColumnRole.Locale, ""),
        "purpose" => new(ColumnRole.Purpose, ""),
        "type" => new(ColumnRole.IdentifierType, ""),
        "value" => new(ColumnRole.IdentifierValue, ""),
        _ => OfAttribute(name, ColumnRole.Attribute) ?? OfScale(name, FromSuffix, ColumnRole.From) ?? OfScale(name, ToSuffix, ColumnRole.To),
    };

    private static TableColumn? OfAttribute(string name, ColumnRole role) =>
        SearchVocabulary.CanonicalAttribute(name) is { } attribute && SearchVocabulary.Attributes.Contains(attribute) ? new(role, attribute) : null;

    private static TableColumn? OfScale(string name, string suffix, ColumnRole role) =>
        name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && OfAttribute(name[..^suffix.Length], role) is { } column && SearchVocabulary.IsScale(column.Attribute)
            ? column
            : null;
}
