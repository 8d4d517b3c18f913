using Dci.CrvsApi.Registry.Queries.Attributes;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>What a query asks once its words are understood: attributes of the table, values of their kind. Not yet about an event.</summary>
internal abstract record Condition
{
    private Condition()
    {
    }

    internal sealed record Every(IReadOnlyList<Condition> Operands) : Condition;

    internal sealed record Either(IReadOnlyList<Condition> Operands) : Condition;

    internal sealed record Never(Condition Operand) : Condition;

    /// <param name="Attribute">The row of the table.</param>
    /// <param name="Comparison">How to compare.</param>
    /// <param name="Values">Never empty.</param>
    /// <param name="Kind">Narrows an identifier of any kind to one.</param>
    internal sealed record Leaf(SearchAttribute Attribute, Comparison Comparison, AttributeValues Values, IdentifierKind? Kind) : Condition;
}
