using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Profiles;

/// <summary>The identifier that a record was searched by, to be told first and only once.</summary>
internal sealed class FirstIdentifier(SearchedIdentifier searched)
{
    private readonly IdentifierKind _kind = KindOf(searched.Type);
    private readonly string? _value = Normalised.Identifier(searched.Value);

    /// <summary>As it was asked.</summary>
    public string Type => searched.Type;

    /// <summary>As it was asked.</summary>
    public string Value => searched.Value;

    public static IdentifierKind KindOf(string? type) =>
        type is null ? IdentifierKind.Other : SearchVocabulary.IdentifierKindOf(type) ?? IdentifierKind.Other;

    /// <summary>Whether an identifier of a record is this one under another spelling.</summary>
    public bool Is(string? type, string? value) =>
        Normalised.Identifier(value) == _value
        && KindOf(type) == _kind
        && (_kind != IdentifierKind.Other || string.Equals(type, Type, StringComparison.OrdinalIgnoreCase));
}
