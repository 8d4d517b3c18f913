using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage.Sql.Places;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>
/// Decides where the search of one event begins: at a number, at identifiers, at names, or at an index of records
/// that the database picks. Said outright, so that no statistics are needed and every database does the same.
/// </summary>
internal sealed class BranchArms(PlaceBook book, SqlValues values)
{
    public IReadOnlyList<Arm> Of(EventQuery branch)
    {
        var conjuncts = Flatten(branch.Filter).ToList();
        var sharpest = conjuncts.MinBy(KeySource.Weight);
        var few = new RowFilter(branch.Event, book, values, fewRows: true);
        if (sharpest is FhirFilter.Name { Comparison: Comparison.Eq, Parameter: NameParameter.Family or NameParameter.Given } name)
            return FromName(branch.Event, name, conjuncts, few);
        if (sharpest is not null && new KeySource(branch.Event, values).Of(sharpest) is { } sources)
            return [FromKeys(branch.Event, sources, Registered(branch.Event, conjuncts.Select(few.Of)))];
        var many = new RowFilter(branch.Event, book, values, fewRows: false);
        return [FromRecords(branch.Event, Registered(branch.Event, conjuncts.Select(many.Of)), walks: true)];
    }

    /// <summary>Those whose first subject bears the name by default stand together in an index; the rest come through people's rows.</summary>
    private List<Arm> FromName(VitalEvent vitalEvent, FhirFilter.Name name, List<FhirFilter> conjuncts, RowFilter few)
    {
        var leaf = PersonLeaf.Of(name, values)!;
        var inline = leaf.Inline(vitalEvent);
        var rows = leaf.Rows(vitalEvent);
        var all = conjuncts.Select(few.Of).ToList();
        var arms = new List<Arm>();
        if (inline is not null)
            arms.Add(FromRecords(vitalEvent, Registered(vitalEvent, conjuncts.Where(conjunct => conjunct != name).Select(few.Of).Prepend(inline)), walks: false));
        if (rows is not null)
            arms.Add(FromKeys(vitalEvent, [rows], Registered(vitalEvent, inline is null ? all : all.Append(Conditions.Not(inline)))));
        return arms;
    }

    private static Arm FromRecords(VitalEvent vitalEvent, string where, bool walks) => new("record r", where, (int)vitalEvent, walks);

    // CROSS JOIN keeps the order in SQLite and means the same as a join everywhere.
    private static Arm FromKeys(VitalEvent vitalEvent, IReadOnlyList<string> sources, string where) =>
        new($"(SELECT DISTINCT u.seq AS seq FROM ({string.Join(" UNION ALL ", sources)}) u) k CROSS JOIN record r", "r.seq = k.seq AND " + where, (int)vitalEvent, false);

    private static string Registered(VitalEvent vitalEvent, IEnumerable<string> conditions) =>
        Conditions.AllOf([.. conditions.Prepend($"r.disclosed = 1 AND r.event = {Conditions.Number((int)vitalEvent)}")]);

    private static IEnumerable<FhirFilter> Flatten(FhirFilter filter) =>
        filter is FhirFilter.And all ? all.Operands.SelectMany(Flatten) : [filter];
}
