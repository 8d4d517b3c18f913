using System.Globalization;
using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>Comparisons of columns with values, written so that both bounds of a period can serve an index.</summary>
internal static class Conditions
{
    /// <summary>Holds for nothing.</summary>
    public const string Never = "1 = 0";

    /// <summary>Holds for everything.</summary>
    public const string Always = "1 = 1";

    /// <summary>So many stand side by side at most: databases limit how deep a chain of operators may be, SQLite to 1,000.</summary>
    private const int SideBySide = 200;

    /// <summary>The number of an event, a role or a kind, which stands in the text so that partial indexes serve.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string AllOf(IReadOnlyList<string> conditions) => conditions.Count switch
    {
        0 => Always,
        1 => conditions[0],
        <= SideBySide => string.Join(" AND ", conditions),
        _ => AllOf([.. conditions.Chunk(SideBySide).Select(some => "(" + AllOf(some) + ")")]),
    };

    public static string AnyOf(IReadOnlyList<string> conditions) => conditions.Count switch
    {
        0 => Never,
        1 => conditions[0],
        <= SideBySide => "((" + string.Join(") OR (", conditions) + "))",
        _ => AnyOf([.. conditions.Chunk(SideBySide).Select(AnyOf)]),
    };

    /// <summary>True also where the condition is unknown since a value is missing.</summary>
    public static string Not(string condition) => $"CASE WHEN {condition} THEN 0 ELSE 1 END = 1";

    public static string In(string column, IEnumerable<string> values) => values.ToList() switch
    {
        [var one] => $"{column} = {one}",
        var many => $"{column} IN ({string.Join(", ", many)})",
    };

    public static string Compare(string column, Comparison comparison, IReadOnlyList<string> values) => comparison == Comparison.Eq
        ? In(column, values)
        : AnyOf([.. values.Select(value => $"{column} {Sign(comparison)} {value}")]);

    /// <summary>A date known as its first and last possible day, by containment.</summary>
    public static string Period(string first, string last, Comparison comparison, IReadOnlyList<DateRange> ranges, SqlValues values) =>
        AnyOf([.. ranges.Select(range => Period(first, last, comparison, range, values))]);

    /// <summary>A day.</summary>
    public static string Day(string column, Comparison comparison, IReadOnlyList<DateRange> ranges, SqlValues values) =>
        AnyOf([.. ranges.Select(range => comparison switch
        {
            Comparison.Eq => $"{column} >= {values.Add(range.First)} AND {column} <= {values.Add(range.Last)}",
            Comparison.Gt => $"{column} > {values.Add(range.Last)}",
            Comparison.Ge => $"{column} >= {values.Add(range.First)}",
            Comparison.Lt => $"{column} < {values.Add(range.First)}",
            Comparison.Le => $"{column} <= {values.Add(range.Last)}",
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison."),
        })]);

    /// <summary>An instant in milliseconds.</summary>
    public static string Instant(string column, Comparison comparison, IReadOnlyList<InstantRange> ranges, SqlValues values)
    {
        return AnyOf([.. ranges.Select(range => comparison switch
        {
            Comparison.Eq => $"{column} >= {Milliseconds(range.First)} AND {column} < {Milliseconds(range.End)}",
            Comparison.Gt => $"{column} >= {Milliseconds(range.End)}",
            Comparison.Ge => $"{column} >= {Milliseconds(range.First)}",
            Comparison.Lt => $"{column} < {Milliseconds(range.First)}",
            Comparison.Le => $"{column} < {Milliseconds(range.End)}",
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison."),
        })]);

        string Milliseconds(DateTimeOffset instant) => values.Add(instant.ToUnixTimeMilliseconds());
    }

    // The first day is never after the last, so what bounds the one bounds the other, and an index on the first serves.
    private static string Period(string first, string last, Comparison comparison, DateRange range, SqlValues values)
    {
        var from = values.Add(range.First);
        if (comparison == Comparison.Eq && range.First == range.Last)
            return $"{first} = {from} AND {last} = {from}";
        var to = values.Add(range.Last);
        return comparison switch
        {
            Comparison.Eq => $"{first} >= {from} AND {first} <= {to} AND {last} <= {to}",
            Comparison.Gt => $"{first} > {to}",
            Comparison.Ge => $"{first} >= {from}",
            Comparison.Lt => $"{first} < {from} AND {last} < {from}",
            Comparison.Le => $"{first} <= {to} AND {last} <= {to}",
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison."),
        };
    }

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Eq => "=",
        Comparison.Gt => ">",
        Comparison.Ge => ">=",
        Comparison.Lt => "<",
        Comparison.Le => "<=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison."),
    };
}
