using Dci.CrvsApi.Registry.Queries.Attributes;
using Dci.CrvsApi.Registry.Queries.Criteria;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>Turns the sender's words into attributes of the table and values of their kind; what is not understood is a fault.</summary>
internal sealed class ConditionResolver(QueryKind kind, DateOnly today, Reading reading)
{
    /// <summary>Null, with faults, when anything was not understood.</summary>
    public Condition? Resolve(Criterion criterion) => criterion switch
    {
        Criterion.Every every => ResolveAll(every.Operands) is { } operands ? new Condition.Every(operands) : null,
        Criterion.Either either => ResolveAll(either.Operands) is { } operands ? new Condition.Either(operands) : null,
        Criterion.Never never => Resolve(never.Operand) is { } operand ? new Condition.Never(operand) : null,
        Criterion.Test test => ResolveTest(test),
        _ => throw new ArgumentOutOfRangeException(nameof(criterion), criterion, "Not a criterion."),
    };

    private List<Condition>? ResolveAll(IReadOnlyList<Criterion> criteria)
    {
        var resolved = new List<Condition>(criteria.Count);
        foreach (var criterion in criteria)
            if (Resolve(criterion) is { } condition)
                resolved.Add(condition);
        return resolved.Count == criteria.Count ? resolved : null;
    }

    private Condition? ResolveTest(Criterion.Test test)
    {
        if (FindAttribute(test.Attribute) is not { } attribute)
            return null;
        if (ReadComparison(test, attribute) is not { } comparison)
            return null;
        var condition = HasTypes(test.Values) ? ResolveTyped(attribute, comparison, test.Values) : ResolveLeaf(attribute, comparison, test.Values, null);
        return condition is not null && test.Operator is CriterionOperator.Ne or CriterionOperator.NotIn ? Turned(condition) : condition;
    }

    private static Condition.Never? Turned(Condition? condition) => condition is null ? null : new Condition.Never(condition);

    private SearchAttribute? FindAttribute(string word)
    {
        if (kind == QueryKind.IdTypeValue)
        {
            if (AttributeTable.TryFindIdentifierType(word, out var type))
                return type;
            reading.Refused($"The identifier type {Quoted.Name(word)} is not known. Known are {SearchVocabulary.IdentifierTypeList}.");
            return null;
        }

        if (AttributeTable.TryFind(word, out var attribute))
            return attribute;
        reading.Refused($"The attribute {Quoted.Name(word)} is not known. Known are {SearchVocabulary.AttributeList}.");
        return null;
    }

    private Comparison? ReadComparison(Criterion.Test test, SearchAttribute attribute)
    {
        var comparison = test.Operator switch
        {
            CriterionOperator.Gt => Comparison.Gt,
            CriterionOperator.Ge => Comparison.Ge,
            CriterionOperator.Lt => Comparison.Lt,
            CriterionOperator.Le => Comparison.Le,
            CriterionOperator.Eq or CriterionOperator.Ne or CriterionOperator.In or CriterionOperator.NotIn => Comparison.Eq,
            _ => throw new ArgumentOutOfRangeException(nameof(test), test.Operator, "Not an operator."),
        };
        if (comparison == Comparison.Eq)
            return comparison;

        if (!attribute.Kind.IsOrdered())
            reading.Refused($"'{attribute.Name}' has no order; it can be compared by {attribute.Kind.Operators()}.");
        else if (test.Values.Count > 1)
            reading.Malformed($"An order on '{attribute.Name}' takes one value; a list goes with eq, ne or in.");
        else
            return comparison;
        return null;
    }

    private Condition.Leaf? ResolveLeaf(SearchAttribute attribute, Comparison comparison, IReadOnlyList<CriterionValue> values, IdentifierKind? identifier)
    {
        if (ValueParser.Parse(attribute.Kind, values, today) is { } parsed)
            return new Condition.Leaf(attribute, comparison, parsed, identifier);
        reading.Malformed($"The value of '{attribute.Name}' has to be {ValueParser.Expected(attribute.Kind)}.");
        return null;
    }

    private static bool HasTypes(IReadOnlyList<CriterionValue> values)
    {
        foreach (var value in values)
            if (value.IdentifierType is not null)
                return true;
        return false;
    }

    /// <summary>Identifiers with their types: any of them, each compared as its type says.</summary>
    private Condition? ResolveTyped(SearchAttribute attribute, Comparison comparison, IReadOnlyList<CriterionValue> values)
    {
        var operands = new List<Condition>(values.Count);
        foreach (var value in values)
        {
            if (ResolveTyped(attribute, comparison, value) is not { } operand)
                return null;
            operands.Add(operand);
        }

        return operands.Count == 1 ? operands[0] : new Condition.Either(operands);
    }

    private Condition.Leaf? ResolveTyped(SearchAttribute attribute, Comparison comparison, CriterionValue value)
    {
        if (value.IdentifierType is not { } word)
            return ResolveLeaf(attribute, comparison, [value], null);
        if (attribute.Kind != AttributeKind.AnyIdentifier)
        {
            reading.Malformed($"The value of '{attribute.Name}' has to be {ValueParser.Expected(attribute.Kind)}, without an identifier type.");
            return null;
        }

        if (!AttributeTable.TryFindIdentifierType(word, out var type))
        {
            reading.Refused($"The identifier type {Quoted.Name(word)} is not known. Known are {SearchVocabulary.IdentifierTypeList}.");
            return null;
        }

        // An identifier of the subject is what its type says; one of a parent is always an identifier of a person.
        if (attribute.Name == "identifier")
            return ResolveLeaf(type!, comparison, [value], null);
        if (type!.Identifier is { } identifier)
            return ResolveLeaf(attribute, comparison, [value], identifier);
        reading.Refused($"'{type.Name}' is not an identifier of a person, as '{attribute.Name}' needs one.");
        return null;
    }
}
