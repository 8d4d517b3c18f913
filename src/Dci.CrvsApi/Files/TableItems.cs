using System.Globalization;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Search;

namespace Dci.CrvsApi.Files;

/// <summary>The items of a CSV file that was checked before: a row is an item, bound when it is asked for.</summary>
internal sealed class TableItems
{
    private const int LongestCell = 1000;

    private readonly TableReader _table;
    private readonly RowJson _rows;
    private readonly SeenReferences? _seen;

    private TableItems(TableReader table, DateTimeOffset at) =>
        (_table, _rows, _seen) = (table, new RowJson(table.Layout, at), table.Layout.Has(ColumnRole.ReferenceId) ? new SeenReferences() : null);

    /// <param name="file">The file; disposed when nobody asks further.</param>
    /// <param name="at">The time of every item.</param>
    public static IEnumerable<SearchItem> Read(Stream file, DateTimeOffset at)
    {
        var opened = TableReader.Open(file);
        if (opened.Failed)
            throw new InvalidDataException("A CSV file that was taken in can't be read any more.");
        using var table = opened.Value;
        var items = new TableItems(table, at);
        for (var index = 0; table.Read(); index++)
            yield return items.Bind(index);
    }

    private SearchItem Bind(int index)
    {
        var number = (index + 1).ToString(CultureInfo.InvariantCulture);
        var item = Fault() is { } fault ? Refused(number, "rjct.search_criteria.invalid", fault) : SearchItemReader.Read(_rows.Write(_table, number), index);
        return _seen?.Add(item.ReferenceId) == false
            ? Refused(item.ReferenceId, "rjct.reference_id.duplicate", "reference_id stands twice in this file, or is the number of a row that has none.")
            : item;
    }

    private string? Fault()
    {
        if (_table.Cells > _table.Layout.Columns.Count)
            return "The row has more cells than the file has columns.";
        for (var cell = 0; cell < _table.Cells; cell++)
            if (_table.Length(cell) > LongestCell)
                return $"The row has a cell longer than {LongestCell} characters.";
        return null;
    }

    private static SearchItem Refused(string referenceId, string code, string detail) => new() { ReferenceId = referenceId, Malformed = new Rejection(code, detail) };
}
