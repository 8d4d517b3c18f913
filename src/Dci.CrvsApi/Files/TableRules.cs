using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Files;

/// <summary>How many items a table asks.</summary>
internal sealed record TableCount(int Rows);

/// <summary>What a CSV file must be before it is taken in: readable to its end, with columns that say something and at least one row.</summary>
internal static class TableRules
{
    private const int RowsBetweenLooks = 4096;

    public static Outcome<TableCount> Count(ReadOnlyMemory<byte> file, int maxRows, CancellationToken cancellationToken)
    {
        using var content = new MemoryContent(file);
        var opened = TableReader.Open(content);
        if (opened.Failed)
            return opened.Failure;
        using var table = opened.Value;
        var rows = 0;
        try
        {
            while (table.Read())
            {
                if (++rows > maxRows)
                    return Failures.Bad($"The file has more than {maxRows} rows; split it.") with { HeaderReason = "rjct.total_count.limit_exceeded" };
                if (rows % RowsBetweenLooks == 0)
                    cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (Exception fault) when (TableReader.IsFault(fault))
        {
            return TableReader.Fault(fault, rows);
        }

        return rows == 0 ? Failures.Bad("The file has no row but the one that names its columns.") : new TableCount(rows);
    }
}
