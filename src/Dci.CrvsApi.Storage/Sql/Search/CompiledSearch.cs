using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage.Sql.Places;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>A search as SQL: one statement that counts, one that gives the keys of a page.</summary>
/// <param name="Count">Gives the total.</param>
/// <param name="Keys">Gives sequence numbers in order; takes <c>@size</c> and <c>@over</c> besides the values.</param>
/// <param name="Values">What both are asked with.</param>
/// <param name="IsOrdered">Whether the order costs no sorting of everything that matches, or is the default one.</param>
internal sealed record CompiledSearch(string Count, string Keys, SqlValues Values, bool IsOrdered)
{
    public static CompiledSearch Of(FhirQuery query, PlaceBook book, SqlDialect dialect)
    {
        var values = new SqlValues();
        var arms = query.Branches.SelectMany(new BranchArms(book, values).Of).ToList();
        var page = dialect.Page("@size", "@over");
        return new CompiledSearch(
            arms.Count == 1 ? CountOf(arms[0]) : "SELECT " + string.Join(" + ", arms.Select(arm => $"({CountOf(arm)})")),
            arms.Count == 1 ? OneArm(arms[0], query.Sort, dialect, page) : ManyArms(arms, query.Sort, dialect, page),
            values,
            query.Sort.Count == 0 || (query is { Sort: [var key], Branches: [var branch] } && arms is [{ Walks: true }] && SortSql.HasIndex(key, branch.Filter)));
    }

    private static string CountOf(Arm arm) => $"SELECT COUNT(*) FROM {arm.From} WHERE {arm.Where}";

    private static string OneArm(Arm arm, IReadOnlyList<SortKey> sort, SqlDialect dialect, string page)
    {
        var order = sort.SelectMany(key => SortSql.Of(key, (VitalEvent)arm.EventNumber).Select(expression => dialect.OrderBy(expression, key.Descending))).Append("r.seq");
        return $"SELECT r.seq FROM {arm.From} WHERE {arm.Where} ORDER BY {string.Join(", ", order)} {page}";
    }

    private static string ManyArms(List<Arm> arms, IReadOnlyList<SortKey> sort, SqlDialect dialect, string page)
    {
        var selects = arms.Select(arm =>
        {
            var columns = sort.SelectMany(key => SortSql.Of(key, (VitalEvent)arm.EventNumber)).Select((expression, i) => $", {expression} AS s{i}");
            return $"SELECT r.seq AS seq{string.Concat(columns)} FROM {arm.From} WHERE {arm.Where}";
        });
        var order = sort
            .SelectMany(key => SortSql.Of(key, VitalEvent.LiveBirth).Select(_ => key.Descending))
            .Select((descending, i) => dialect.OrderBy($"k.s{i}", descending))
            .Append("k.seq");
        return $"SELECT k.seq FROM ({string.Join(" UNION ALL ", selects)}) k ORDER BY {string.Join(", ", order)} {page}";
    }
}
