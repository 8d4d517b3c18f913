using System.Globalization;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Files;

/// <summary>The columns of a CSV file in their order, as its header row names them.</summary>
internal sealed record TableLayout(IReadOnlyList<TableColumn> Columns)
{
    /// <summary>Whether rows ask by identifier type and value; else they ask by attributes.</summary>
    public bool ByIdentifier => Columns.Any(column => column.Role == ColumnRole.IdentifierValue);

    public bool Has(ColumnRole role) => Columns.Any(column => column.Role == role);

    /// <summary>Reads the header row, or says what it names wrongly.</summary>
    public static Outcome<TableLayout> Read(IReadOnlyList<string> names)
    {
        var columns = new List<TableColumn>(names.Count);
        foreach (var name in names)
        {
            var place = (columns.Count + 1).ToString(CultureInfo.InvariantCulture);
            if (TableColumn.Read(name.Trim()) is not { } column)
                return Failures.Bad($"Column {place} of the file has a name that is not known; columns are reference_id, reg_event_type, locale, purpose, type and value, or names of search attributes.");
            if (columns.Contains(column))
                return Failures.Bad($"Column {place} of the file says the same as a column before it.");
            columns.Add(column);
        }

        var layout = new TableLayout(columns);
        return layout.Fault() is { } fault ? Failures.Bad(fault) : layout;
    }

    private string? Fault()
    {
        var byAttribute = Columns.Any(column => column.Attribute.Length > 0);
        if (Has(ColumnRole.IdentifierType) != Has(ColumnRole.IdentifierValue))
            return "The columns type and value of the file go together.";
        if (ByIdentifier == byAttribute)
            return byAttribute
                ? "The file has type and value and also attributes; ask by one or the other."
                : "The file has no column to search by: it needs type and value, or names of search attributes.";
        return null;
    }
}
