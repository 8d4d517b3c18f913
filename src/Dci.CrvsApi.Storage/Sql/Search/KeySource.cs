using System.Globalization;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>
/// From a filter to the few records that could fulfil it: queries over indexes that give sequence numbers. They may give
/// too many, never too few; the whole filter is asked of each record all the same.
/// </summary>
internal sealed class KeySource(VitalEvent vitalEvent, SqlValues values)
{
    /// <summary>Queries whose union holds every match; null when the filter selects too little to begin with.</summary>
    public IReadOnlyList<string>? Of(FhirFilter filter) => filter switch
    {
        FhirFilter.Identifier { Comparison: Comparison.Eq } identifier => [Identifiers(identifier, values, vitalEvent)],
        FhirFilter.RecordNumber { Comparison: Comparison.Eq } number => [Numbers(number)],
        FhirFilter.Name { Comparison: Comparison.Eq, Parameter: NameParameter.Family or NameParameter.Given } name => Names(name),
        FhirFilter.Or any => any.Operands.Select(Of).ToList() is var sources && sources.TrueForAll(source => source is not null)
            ? [.. sources.SelectMany(source => source!)]
            : null,
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

    public static string Identifiers(FhirFilter.Identifier identifier, SqlValues values, VitalEvent vitalEvent)
    {
        var value = Conditions.Compare("i.value_n", identifier.Comparison, [.. identifier.Values.Select(values.Add)]);
        var roles = Conditions.In("i.role", identifier.Roles.Select(role => Number((int)role)));
        return $"SELECT i.seq FROM ident i WHERE i.kind = {Number((int)identifier.Kind)} AND {value} AND i.event = {Number((int)vitalEvent)} AND {roles}";
    }

    private string Numbers(FhirFilter.RecordNumber number) =>
        $"SELECT r.seq FROM record r WHERE r.disclosed = 1 AND r.event = {Number((int)vitalEvent)} AND {RecordLeaf.Number(number, values)}";

    private string[] Names(FhirFilter.Name name)
    {
        var leaf = PersonLeaf.Of(name, values)!;
        var inline = leaf.Inline(vitalEvent) is { } own
            ? $"SELECT r.seq FROM record r WHERE r.disclosed = 1 AND r.event = {Number((int)vitalEvent)} AND {own}"
            : null;
        return [.. new[] { inline, leaf.Rows(vitalEvent) }.OfType<string>()];
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
