namespace Dci.CrvsApi.Registry.Queries.Criteria;

/// <summary>What a query asks, read out of whichever form it came in; attributes and values are still the sender's words.</summary>
internal abstract record Criterion
{
    private Criterion()
    {
    }

    internal sealed record Every(IReadOnlyList<Criterion> Operands) : Criterion;

    internal sealed record Either(IReadOnlyList<Criterion> Operands) : Criterion;

    internal sealed record Never(Criterion Operand) : Criterion;

    /// <summary>One comparison. Several values mean any of them; there is always one.</summary>
    internal sealed record Test(string Attribute, CriterionOperator Operator, IReadOnlyList<CriterionValue> Values) : Criterion;
}

/// <summary>A value as sent, a number in the digits it was written with.</summary>
/// <param name="Text">Never empty.</param>
/// <param name="IdentifierType">The type beside it when the value was an identifier with its type.</param>
internal readonly record struct CriterionValue(string Text, string? IdentifierType = null);
