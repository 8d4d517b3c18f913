using Dci.CrvsApi.Registry.Queries.Criteria;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>
/// Says a condition again for each event. Where no event was asked for, a condition that means nothing on an event takes
/// that event out, except under an <c>or</c>, where it takes out only itself: nothing can be true of it there. Each
/// condition has to stay in at least one event, so that none is ever dropped.
/// </summary>
internal sealed class EventBranches(Reading reading)
{
    private readonly HashSet<Condition.Leaf> _said = new(ReferenceEqualityComparer.Instance);

    /// <summary>The one branch of the event that was asked for; null, with faults, when something means nothing on it.</summary>
    public IReadOnlyList<EventQuery>? OnlyOf(Condition condition, VitalEvent vitalEvent)
    {
        if (!SaysAll(condition, vitalEvent))
            return null;
        return [new EventQuery(vitalEvent, Say(condition, vitalEvent, asked: true, negated: false))];
    }

    /// <summary>A branch for each event that the condition can mean; null, with faults, when a condition is in none.</summary>
    public IReadOnlyList<EventQuery>? AnyOf(Condition condition, IReadOnlyList<VitalEvent> events)
    {
        var branches = new List<EventQuery>(events.Count);
        foreach (var vitalEvent in events)
            if (Means(condition, vitalEvent, negated: false))
                branches.Add(new EventQuery(vitalEvent, Say(condition, vitalEvent, asked: false, negated: false)));
        return NothingLost(condition, branches.Count > 0) ? branches : null;
    }

    private bool SaysAll(Condition condition, VitalEvent vitalEvent)
    {
        var all = true;
        foreach (var leaf in LeavesOf(condition))
        {
            if (leaf.Attribute.On(vitalEvent) is not null)
                continue;
            reading.Refused($"'{leaf.Attribute.Name}' can't be searched by on records of {vitalEvent}.");
            all = false;
        }

        return all;
    }

    private bool NothingLost(Condition condition, bool anywhere)
    {
        var kept = true;
        foreach (var leaf in LeavesOf(condition))
        {
            if (_said.Contains(leaf))
                continue;
            kept = false;
            reading.Refused(anywhere
                ? $"'{leaf.Attribute.Name}' is not on the records that the rest of the query asks for. Name the event, or ask in two searches."
                : $"No event has '{leaf.Attribute.Name}' together with the rest of the query.");
        }

        return kept;
    }

    /// <summary>Whether anything is left of the condition on the event. Under a negation <c>and</c> and <c>or</c> change places.</summary>
    private static bool Means(Condition condition, VitalEvent vitalEvent, bool negated) => condition switch
    {
        Condition.Leaf leaf => leaf.Attribute.On(vitalEvent, asked: false) is not null,
        Condition.Never never => Means(never.Operand, vitalEvent, !negated),
        Condition.Every every => negated ? every.Operands.Any(operand => Means(operand, vitalEvent, negated)) : every.Operands.All(operand => Means(operand, vitalEvent, negated)),
        Condition.Either either => negated ? either.Operands.All(operand => Means(operand, vitalEvent, negated)) : either.Operands.Any(operand => Means(operand, vitalEvent, negated)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "Not a condition."),
    };

    private FhirFilter Say(Condition condition, VitalEvent vitalEvent, bool asked, bool negated) => condition switch
    {
        Condition.Leaf leaf => SayLeaf(leaf, vitalEvent, asked),
        Condition.Never never => new FhirFilter.Not(Say(never.Operand, vitalEvent, asked, !negated)),
        Condition.Every every => Joined(SayAll(every.Operands, vitalEvent, asked, negated), static filter => (filter as FhirFilter.And)?.Operands, static operands => new FhirFilter.And(operands)),
        Condition.Either either => Joined(SayAll(either.Operands, vitalEvent, asked, negated), static filter => (filter as FhirFilter.Or)?.Operands, static operands => new FhirFilter.Or(operands)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "Not a condition."),
    };

    private List<FhirFilter> SayAll(IReadOnlyList<Condition> conditions, VitalEvent vitalEvent, bool asked, bool negated)
    {
        var said = new List<FhirFilter>(conditions.Count);
        foreach (var condition in conditions)
            if (asked || Means(condition, vitalEvent, negated))
                said.Add(Say(condition, vitalEvent, asked, negated));
        return said;
    }

    /// <summary>Joins operands; those that are joined in the same way are taken in, and one alone stays as it is.</summary>
    private static FhirFilter Joined(List<FhirFilter> operands, Func<FhirFilter, IReadOnlyList<FhirFilter>?> inner, Func<IReadOnlyList<FhirFilter>, FhirFilter> join)
    {
        if (operands.Count == 1)
            return operands[0];
        return join(operands.Exists(operand => inner(operand) is not null) ? [.. operands.SelectMany(operand => inner(operand) ?? [operand])] : operands);
    }

    private FhirFilter SayLeaf(Condition.Leaf leaf, VitalEvent vitalEvent, bool asked)
    {
        _said.Add(leaf);
        return leaf.Attribute.On(vitalEvent, asked)!.ToFilter(leaf.Comparison, leaf.Values, leaf.Kind);
    }

    private static IEnumerable<Condition.Leaf> LeavesOf(Condition condition)
    {
        var open = new Stack<Condition>();
        open.Push(condition);
        while (open.TryPop(out var next))
        {
            switch (next)
            {
                case Condition.Leaf leaf:
                    yield return leaf;
                    break;
                case Condition.Never never:
                    open.Push(never.Operand);
                    break;
                case Condition.Every every:
                    foreach (var operand in every.Operands.Reverse())
                        open.Push(operand);
                    break;
                case Condition.Either either:
                    foreach (var operand in either.Operands.Reverse())
                        open.Push(operand);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(condition), next, "Not a condition.");
            }
        }
    }
}
