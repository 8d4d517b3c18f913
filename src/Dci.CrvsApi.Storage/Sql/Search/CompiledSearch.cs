using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage.Sql.Places;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>A search as SQL.</summary>
internal sealed class CompiledSearch
{
    private readonly List<Arm> _arms;
    private readonly IReadOnlyList<SortKey> _sort;
    private readonly SqlDialect _dialect;

    private CompiledSearch(List<Arm> arms, SqlValues values, IReadOnlyList<SortKey> sort, SqlDialect dialect, bool hasIndex) =>
        (_arms, Values, _sort, _dialect, HasIndex) = (arms, values, sort, dialect, hasIndex);

    /// <summary>What every statement is asked with, besides the parameters that it names.</summary>
    public SqlValues Values { get; }

    /// <summary>Whether an order was asked for.</summary>
    public bool IsSorted => _sort.Count > 0;

    /// <summary>Whether there is an index in the order that was asked for.</summary>
    public bool HasIndex { get; }

    /// <summary>How many match, and the lowest key.</summary>
    public string Extent => _arms is [var arm]
        ? $"SELECT COUNT(*), MIN(r.seq) FROM {arm.From} WHERE {arm.Where}"
        : $"SELECT SUM(c.n), MIN(c.f) FROM ({Union(arm => $"SELECT COUNT(*) AS n, MIN(r.seq) AS f FROM {arm.From} WHERE {arm.Where}")}) c";

    /// <summary>The first <c>@size</c> keys in no order.</summary>
    public string AnyKeys => _arms is [var arm]
        ? $"SELECT r.seq FROM {arm.From} WHERE {arm.Where} {_dialect.Page("@size", "0")}"
        : $"SELECT k.seq FROM ({Union(arm => $"SELECT r.seq AS seq FROM {arm.From} WHERE {arm.Where}")}) k {_dialect.Page("@size", "0")}";

    /// <summary>The keys of a page of <c>@size</c> after <c>@over</c>, in order.</summary>
    public string PageKeys => _arms is [var arm] ? PageOfOne(arm) : PageOfMany();

    /// <summary>The same page in the default order, if it lies from <c>@first</c> up to <c>@end</c>: records are read as they stand. Null when that can't be cheap.</summary>
    public string? NearKeys => !IsSorted && _arms.TrueForAll(arm => arm.Walks)
        ? $"SELECT r.seq FROM {_dialect.InKeyOrder("record r")} WHERE r.seq >= @first AND r.seq < @end AND {Conditions.AnyOf([.. _arms.Select(arm => arm.Where)])} ORDER BY r.seq {_dialect.Page("@size", "@over")}"
        : null;

    public static CompiledSearch Of(FhirQuery query, PlaceBook book, SqlDialect dialect)
    {
        var values = new SqlValues();
        var arms = query.Branches.SelectMany(new BranchArms(book, values).Of).ToList();
        var hasIndex = query is { Sort: [var key], Branches: [var branch] } && arms is [{ Walks: true }] && SortSql.HasIndex(key, branch.Filter);
        return new CompiledSearch(arms, values, query.Sort, dialect, hasIndex);
    }

    private string Union(Func<Arm, string> select) => string.Join(" UNION ALL ", _arms.Select(select));

    private string PageOfOne(Arm arm)
    {
        var order = _sort.SelectMany(key => SortSql.Of(key, (VitalEvent)arm.EventNumber).Select(expression => _dialect.OrderBy(expression, key.Descending))).Append("r.seq");
        return $"SELECT r.seq FROM {arm.From} WHERE {arm.Where} ORDER BY {string.Join(", ", order)} {_dialect.Page("@size", "@over")}";
    }

    private string PageOfMany()
    {
        var union = Union(arm =>
        {
            var columns = _sort.SelectMany(key => SortSql.Of(key, (VitalEvent)arm.EventNumber)).Select((expression, i) => $", {expression} AS s{i}");
            return $"SELECT r.seq AS seq{string.Concat(columns)} FROM {arm.From} WHERE {arm.Where}";
        });
        var order = _sort
            .SelectMany(key => SortSql.Of(key, (VitalEvent)_arms[0].EventNumber).Select(_ => key.Descending))
            .Select((descending, i) => _dialect.OrderBy($"k.s{i}", descending))
            .Append("k.seq");
        return $"SELECT k.seq FROM ({union}) k ORDER BY {string.Join(", ", order)} {_dialect.Page("@size", "@over")}";
    }
}
