namespace Dci.CrvsApi.Registry.Queries.Criteria;

/// <summary>The operators of the standard, and their negations.</summary>
internal enum CriterionOperator
{
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
    In,
    NotIn,
}

/// <summary>The spellings of operators.</summary>
internal static class CriterionOperators
{
    /// <summary>The words of a predicate, for the message that refuses another.</summary>
    public const string Accepted = "eq, ne, gt, ge, lt, le, in, nin";

    /// <summary>The words of an expression, for the message that refuses another.</summary>
    public const string AcceptedInExpressions = "$eq, $ne, $gt, $gte, $lt, $lte, $in, $nin, $not";

    // "=" and the like are compared as they are: Spelling drops only what joins words.
    private static readonly Spelling<CriterionOperator> Words = new(new Dictionary<string, CriterionOperator>(StringComparer.Ordinal)
    {
        ["eq"] = CriterionOperator.Eq,
        ["="] = CriterionOperator.Eq,
        ["=="] = CriterionOperator.Eq,
        ["ne"] = CriterionOperator.Ne,
        ["neq"] = CriterionOperator.Ne,
        ["!="] = CriterionOperator.Ne,
        ["<>"] = CriterionOperator.Ne,
        ["gt"] = CriterionOperator.Gt,
        [">"] = CriterionOperator.Gt,
        ["ge"] = CriterionOperator.Ge,
        ["gte"] = CriterionOperator.Ge,
        [">="] = CriterionOperator.Ge,
        ["lt"] = CriterionOperator.Lt,
        ["<"] = CriterionOperator.Lt,
        ["le"] = CriterionOperator.Le,
        ["lte"] = CriterionOperator.Le,
        ["<="] = CriterionOperator.Le,
        ["in"] = CriterionOperator.In,
        ["nin"] = CriterionOperator.NotIn,
    });

    public static bool TryRead(string text, out CriterionOperator value) => Words.TryFind(text, out value);

    /// <summary>Reads a Mongo-like operator: <c>$gte</c>.</summary>
    public static bool TryReadDollar(string text, out CriterionOperator value)
    {
        value = default;
        return text.Length > 1 && text[0] == '$' && char.IsAsciiLetter(text[1]) && Words.TryFind(text.AsSpan(1), out value);
    }
}
