using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Access;

/// <summary>What one item asks about, in the words in which access is granted.</summary>
/// <param name="Events">Events that would be searched.</param>
/// <param name="ExplicitEvent">Whether the item named them; otherwise they are all that its criteria can mean.</param>
/// <param name="Attributes">Canonical names of the attributes that the criteria use.</param>
/// <param name="IdentifierKinds">Kinds of identifier that the criteria use.</param>
/// <param name="SortAttributes">Canonical names of the attributes that it sorts by.</param>
/// <param name="Purpose">What the records are wanted for, null when not stated.</param>
internal sealed record AccessQuestion(
    IReadOnlyCollection<VitalEvent> Events,
    bool ExplicitEvent,
    IReadOnlyCollection<string> Attributes,
    IReadOnlyCollection<IdentifierKind> IdentifierKinds,
    IReadOnlyCollection<string> SortAttributes,
    string? Purpose);
