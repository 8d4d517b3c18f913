using System.Text;
using Dci.CrvsApi.Messaging;
using Sylvan.Data.Csv;

namespace Dci.CrvsApi.Files;

/// <summary>Reads a CSV file (RFC 4180, UTF-8, a header row) row by row with a buffer of fixed size.</summary>
internal sealed class TableReader : IDisposable
{
    /// <summary>Most characters of a row.</summary>
    private const int LongestRow = 64 * 1024;

    private readonly CsvDataReader _rows;

    private TableReader(CsvDataReader rows, TableLayout layout) => (_rows, Layout) = (rows, layout);

    public TableLayout Layout { get; }

    /// <summary>Cells of the row; may differ from the number of columns.</summary>
    public int Cells => _rows.RowFieldCount;

    /// <summary>Opens the file, which is disposed with the reader, or says why it is no table.</summary>
    public static Outcome<TableReader> Open(Stream file)
    {
        CsvDataReader? rows = null;
        try
        {
            rows = CsvDataReader.Create(new StreamReader(file, StrictUtf8(), detectEncodingFromByteOrderMarks: false, 16 * 1024), Rfc4180());
            var layout = TableLayout.Read([.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetName)]);
            if (layout.Failed)
                return layout.Failure;
            var reader = new TableReader(rows, layout.Value);
            rows = null;
            return reader;
        }
        catch (Exception fault) when (IsFault(fault))
        {
            return Fault(fault, 0);
        }
        finally
        {
            rows?.Dispose();
        }
    }

    /// <summary>Goes to the next row that is not blank; false at the end.</summary>
    public bool Read()
    {
        while (_rows.Read())
            if (!IsBlank())
                return true;
        return false;
    }

    /// <summary>The text of a cell; empty when the row is too short to have it.</summary>
    public string Text(int column) => column < _rows.RowFieldCount ? _rows.GetString(column) : "";

    public int Length(int column) => _rows.GetFieldSpan(column).Length;

    public void Dispose() => _rows.Dispose();

    /// <summary>Whether reading failed because of what the file holds.</summary>
    public static bool IsFault(Exception thrown) =>
        thrown is CsvFormatException or CsvRecordTooLargeException or CsvMissingHeadersException or CsvConfigurationException or DecoderFallbackException or CsvInvalidCharacterException;

    public static Failure Fault(Exception thrown, int row) => Failures.Bad(thrown switch
    {
        DecoderFallbackException => "The file is not valid UTF-8.",
        CsvMissingHeadersException => "The file is empty; its first row has to name the columns.",
        CsvRecordTooLargeException => $"The file has a row longer than {LongestRow} characters near row {row + 1}.",
        _ => $"The file is not well-formed CSV (RFC 4180) near row {row + 1}.",
    });

    private bool IsBlank() => _rows.RowFieldCount == 0 || (_rows.RowFieldCount == 1 && _rows.GetFieldSpan(0).IsEmpty);

    private static CsvDataReaderOptions Rfc4180() => new()
    {
        Delimiter = ',',
        Quote = '"',
        Escape = '"',
        Comment = '\0',
        HasHeaders = true,
        ResultSetMode = ResultSetMode.SingleResult,
        CsvStyle = CsvStyle.Standard,
        BufferSize = 16 * 1024,
        MaxBufferSize = LongestRow,
    };

    // With its mark, so that one at the beginning of the file is passed over.
    private static UTF8Encoding StrictUtf8() => new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
}
