using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>
/// From a filter to the few records that could fulfil it: queries over indexes that give sequence numbers. They may give
/// too many, never too few; the whole filter is asked of each record all the same.
/// </summary>
internal sealed class KeySource(VitalEvent vitalEvent, SqlValues values)
{
    /// <summary>Databases limit how many queries one union may hold, SQLite to 500; beyond a few dozen, walking the records is no worse.</summary>
    private const int MostSources = 200;

    /// <summary>Queries whose union holds every match; null when the filter selects too little to begin with.</summary>
    public IReadOnlyList<string>? Of(FhirFilter filter) => filter switch
    {
        FhirFilter.Identifier { Comparison: Comparison.Eq } identifier => [IdentifierLeaf.Of(identifier).Rows(values, vitalEvent)],
        FhirFilter.RecordNumber { Comparison: Comparison.Eq } number => [Numbers(number)],
        FhirFilter.Name { Comparison: Comparison.Eq, Parameter: NameParameter.Family or NameParameter.Given } name => Names(name),
        FhirFilter.Or any => OfAny(any.Operands),
        FhirFilter.And all => all.Operands.OrderBy(Weight).Select(Of).FirstOrDefault(source => source is not null),
        _ => null,
    };

    /// <summary>Less selects more sharply.</summary>
    public static int Weight(FhirFilter filter) => filter switch
    {
        FhirFilter.RecordNumber { Comparison: Comparison.Eq } => 0,
        FhirFilter.Identifier { Comparison: Comparison.Eq } => 1,
        FhirFilter.And all => all.Operands.Count == 0 ? 9 : all.Operands.Min(Weight),
        FhirFilter.Or any => any.Operands.Max(Weight),
        FhirFilter.Name { Comparison: Comparison.Eq, Parameter: NameParameter.Family } => 3,
        FhirFilter.Name { Comparison: Comparison.Eq, Parameter: NameParameter.Given } => 4,
        _ => 9,
    };

    private List<string>? OfAny(IReadOnlyList<FhirFilter> operands)
    {
        var sources = new List<string>();
        foreach (var operand in operands)
        {
            if (operand is FhirFilter.Identifier { Comparison: Comparison.Eq })
                continue;
            if (Of(operand) is not { } some)
                return null;
            sources.AddRange(some);
        }

        sources.AddRange(IdentifierLeaf.Among(operands).Select(leaf => leaf.Rows(values, vitalEvent)));
        return sources.Count <= MostSources ? sources : null;
    }

    private string Numbers(FhirFilter.RecordNumber number) =>
        $"SELECT r.seq FROM record r WHERE r.disclosed = 1 AND r.event = {Conditions.Number((int)vitalEvent)} AND {RecordLeaf.Number(number, values)}";

    private string[] Names(FhirFilter.Name name)
    {
        var leaf = PersonLeaf.Of(name, values)!;
        var inline = leaf.Inline(vitalEvent) is { } own
            ? $"SELECT r.seq FROM record r WHERE r.disclosed = 1 AND r.event = {Conditions.Number((int)vitalEvent)} AND {own}"
            : null;
        return [.. new[] { inline, leaf.Rows(vitalEvent) }.OfType<string>()];
    }
}
