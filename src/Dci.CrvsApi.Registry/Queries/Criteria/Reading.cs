namespace Dci.CrvsApi.Registry.Queries.Criteria;

/// <summary>One query being read: its faults so far, and how much of what a query may hold is used up.</summary>
internal sealed class Reading(int maximumValues)
{
    public const int MaximumDepth = 32;
    public const int MaximumConditions = 100;
    public const int LongestValue = 1_000;
    private const int MaximumFaults = 20;

    private List<QueryFault>? _faults;
    private int _values;
    private int _conditions;

    public IReadOnlyList<QueryFault> Faults => _faults is null ? [] : _faults;

    public bool HasFaults => _faults is not null;

    /// <summary>Notes that the query is badly formed. Returns null, so that a reader can return it.</summary>
    public Criterion? Malformed(string detail)
    {
        Add(new QueryFault(QueryFault.CriteriaCode, detail) { IllFormed = true });
        return null;
    }

    /// <summary>Notes that the query is well formed and asks what can't be answered. Returns null, so that a reader can return it.</summary>
    public Criterion? Refused(string detail)
    {
        Add(new QueryFault(QueryFault.CriteriaCode, detail));
        return null;
    }

    public void Add(QueryFault fault)
    {
        _faults ??= [];
        if (_faults.Count < MaximumFaults && !_faults.Contains(fault))
            _faults.Add(fault);
    }

    /// <summary>False, with a fault, when the query is nested too deep to be read on.</summary>
    public bool MayDescend(int depth)
    {
        if (depth <= MaximumDepth)
            return true;
        Refused($"The query is nested more than {MaximumDepth} levels deep.");
        return false;
    }

    /// <summary>False, with a fault, when the query holds more conditions than are read. A list of values is one.</summary>
    public bool MayTest()
    {
        if (++_conditions <= MaximumConditions)
            return true;
        Refused($"The query holds more than {MaximumConditions} conditions; compare one attribute with several values by 'in'.");
        return false;
    }

    /// <summary>False, with a fault, when the query holds more values than are read.</summary>
    public bool MaySpend(int values)
    {
        _values += values;
        if (_values <= maximumValues)
            return true;
        Refused($"The query holds more than {maximumValues} values.");
        return false;
    }
}
