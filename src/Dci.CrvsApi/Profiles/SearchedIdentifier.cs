using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Profiles;

/// <summary>The one identifier that an item searched for, spelt as it was asked.</summary>
internal sealed record SearchedIdentifier(string Type, string Value)
{
    private readonly IdentifierKind _kind = IdentifierWords.KindOf(Type);
    private readonly string? _compared = Normalised.Identifier(Value);

    /// <summary>Whether an identifier of a record is this one under another spelling.</summary>
    public bool Is(string? type, string? value) =>
        Normalised.Identifier(value) == _compared
        && IdentifierWords.KindOf(type) == _kind
        && (_kind != IdentifierKind.Other || string.Equals(type, Type, StringComparison.OrdinalIgnoreCase));
}
