using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Queries.Attributes;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>What a query asks by, for the policy that says what a partner may ask by.</summary>
internal sealed record QueryUses(IReadOnlyList<string> Attributes, IReadOnlyList<string> Sorted, IReadOnlyList<IdentifierKind> Kinds, IReadOnlyList<VitalEvent> Events)
{
    public static QueryUses Of(Condition condition, List<SearchAttribute> sorted, FhirQuery query)
    {
        VitalEvent[] events = [.. query.Branches.Select(branch => branch.Event)];
        var kinds = new List<IdentifierKind>();
        foreach (var branch in query.Branches)
            AddKinds(branch.Filter, branch.Event, kinds);
        AddKinds(sorted, events, kinds);

        if (condition is Condition.Leaf leaf && sorted.Count == 0)
            return new QueryUses(leaf.Attribute.Alone, [], kinds, events);
        var attributes = new List<string>();
        AddAttributes(condition, attributes);
        var sortedBy = new List<string>();
        foreach (var attribute in sorted)
        {
            Add(attribute.Name, attributes);
            Add(attribute.Name, sortedBy);
        }

        return new QueryUses(attributes, sortedBy, kinds, events);
    }

    private static void AddAttributes(Condition condition, List<string> attributes)
    {
        switch (condition)
        {
            case Condition.Leaf leaf:
                Add(leaf.Attribute.Name, attributes);
                break;
            case Condition.Never never:
                AddAttributes(never.Operand, attributes);
                break;
            case Condition.Every every:
                foreach (var operand in every.Operands)
                    AddAttributes(operand, attributes);
                break;
            case Condition.Either either:
                foreach (var operand in either.Operands)
                    AddAttributes(operand, attributes);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(condition), condition, "Not a condition.");
        }
    }

    public static void AddKinds(FhirFilter filter, VitalEvent vitalEvent, List<IdentifierKind> kinds)
    {
        switch (filter)
        {
            case FhirFilter.Identifier identifier:
                Add(identifier.Kind, kinds);
                break;
            case FhirFilter.RecordNumber { Parameter: RecordNumberParameter.RegistrationNumber }:
                Add(EventCodes.Of(vitalEvent).NumberKind, kinds);
                break;
            case FhirFilter.And and:
                foreach (var operand in and.Operands)
                    AddKinds(operand, vitalEvent, kinds);
                break;
            case FhirFilter.Or or:
                foreach (var operand in or.Operands)
                    AddKinds(operand, vitalEvent, kinds);
                break;
            case FhirFilter.Not not:
                AddKinds(not.Operand, vitalEvent, kinds);
                break;
            default:
                break;
        }
    }

    private static void AddKinds(List<SearchAttribute> sorted, VitalEvent[] events, List<IdentifierKind> kinds)
    {
        foreach (var key in sorted.SelectMany(attribute => attribute.Sort))
        {
            if (key.Kind is { } kind)
                Add(kind, kinds);
            if (key.Parameter != SortParameter.RegistrationNumber)
                continue;
            foreach (var vitalEvent in events)
                Add(EventCodes.Of(vitalEvent).NumberKind, kinds);
        }
    }

    private static void Add<T>(T item, List<T> items)
    {
        if (!items.Contains(item))
            items.Add(item);
    }
}
