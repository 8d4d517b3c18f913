using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Queries.Attributes;
using Dci.CrvsApi.Registry.Queries.Criteria;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries;

/// <summary>Turns the order asked for into sort keys. Attributes are known by the same words as in a query.</summary>
internal static class SortTranslator
{
    private static readonly Spelling<bool> Descending = new(new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["asc"] = false,
        ["ascending"] = false,
        ["desc"] = true,
        ["descending"] = true,
    });

    /// <summary>The keys; an item that names nothing, as in the standard's samples, is none.</summary>
    /// <param name="sort">As sent.</param>
    /// <param name="branches">The events that are searched.</param>
    /// <param name="used">Takes the attributes.</param>
    /// <param name="reading">Takes the faults.</param>
    public static IReadOnlyList<SortKey> Read(IReadOnlyList<SearchSort>? sort, IReadOnlyList<EventQuery> branches, List<SearchAttribute> used, Reading reading)
    {
        if (sort is null or { Count: 0 })
            return [];

        var keys = new List<SortKey>(sort.Count);
        foreach (var item in sort)
        {
            if (item is null || (string.IsNullOrEmpty(item.AttributeName) && string.IsNullOrEmpty(item.SortOrder)))
                continue;
            if (FindAttribute(item, branches, reading) is not { } attribute || !TryReadOrder(item, reading, out var descending))
                continue;
            used.Add(attribute);
            foreach (var key in KeysOf(attribute, branches))
                Add(keys, key with { Descending = key.Descending != descending });
        }

        return keys;
    }

    // A key that stands further up already decides.
    private static void Add(List<SortKey> keys, SortKey key)
    {
        if (!keys.Exists(other => other.Parameter == key.Parameter && other.Kind == key.Kind))
            keys.Add(key);
    }

    private static SearchAttribute? FindAttribute(SearchSort item, IReadOnlyList<EventQuery> branches, Reading reading)
    {
        if (string.IsNullOrEmpty(item.AttributeName))
            reading.Add(Fault("A sort order has no attribute_name."));
        else if (!AttributeTable.TryFind(item.AttributeName, out var attribute))
            reading.Add(Fault($"The sort attribute {Quoted.Name(item.AttributeName)} is not known. Known are {SearchVocabulary.AttributeList}."));
        else if (!branches.Any(branch => attribute!.On(branch.Event) is not null))
            reading.Add(Fault($"The records asked for can't be sorted by '{attribute!.Name}'."));
        else
            return attribute;
        return null;
    }

    private static bool TryReadOrder(SearchSort item, Reading reading, out bool descending)
    {
        descending = false;
        if (string.IsNullOrEmpty(item.SortOrder) || Descending.TryFind(item.SortOrder, out descending))
            return true;
        reading.Add(Fault("A sort_order has to be 'asc' or 'desc'."));
        return false;
    }

    /// <summary>Where the attribute is the record's own on every event searched, the record's own column sorts it, which is the indexed one.</summary>
    private static IReadOnlyList<SortKey> KeysOf(SearchAttribute attribute, IReadOnlyList<EventQuery> branches)
    {
        if (branches.All(branch => attribute.On(branch.Event) is Meaning.OwnNumber))
            return [new SortKey(SortParameter.RegistrationNumber, false)];
        if (branches.All(branch => IsEventDate(attribute.Sort[0].Parameter, branch.Event)))
            return [attribute.Sort[0] with { Parameter = SortParameter.EventDate }];
        return attribute.Sort;
    }

    private static bool IsEventDate(SortParameter parameter, VitalEvent vitalEvent) => (parameter, vitalEvent) is
        (SortParameter.SubjectBirthDate, VitalEvent.LiveBirth)
        or (SortParameter.SubjectDeathDate, VitalEvent.Death)
        or (SortParameter.SubjectMarriageDate, VitalEvent.Marriage);

    private static QueryFault Fault(string detail) => new(QueryFault.SortCode, detail);
}
