using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dci.CrvsApi.Storage.Sql.Sqlite;

/// <summary>A prepared statement on SQLite's own interface, for paths where ADO.NET's objects cost more than the row.</summary>
internal sealed class SqliteStatement : SqlStatement
{
    private const int OnStack = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly Action<int> _failed;

    /// <param name="failed">Told the result code of every failure.</param>
    public SqliteStatement(sqlite3 database, string sql, Action<int> failed)
    {
        (_database, _failed) = (database, failed);
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public override int ParameterOf(string name) => raw.sqlite3_bind_parameter_index(_statement, name);

    public override void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(_statement, parameter, value));

    public override void Bind(int parameter, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            Check(value is null ? raw.sqlite3_bind_null(_statement, parameter) : raw.sqlite3_bind_text(_statement, parameter, value));
            return;
        }

        var room = Encoding.UTF8.GetMaxByteCount(value.Length);
        var utf8 = room <= OnStack ? stackalloc byte[OnStack] : new byte[room];
        Check(raw.sqlite3_bind_text(_statement, parameter, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
    }

    // An empty span has no address, and would be bound as null.
    public override void Bind(int parameter, ReadOnlySpan<byte> value) => Check(value.IsEmpty
        ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0)
        : raw.sqlite3_bind_blob(_statement, parameter, value));

    public override void BindNull(int parameter) => Check(raw.sqlite3_bind_null(_statement, parameter));

    public override bool Read()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code != raw.SQLITE_DONE)
            Fail(code);
        return false;
    }

    public override bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public override long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public override string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public override byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public override void Reset() => _ = raw.sqlite3_reset(_statement);

    public override int Execute()
    {
        try
        {
            while (Read())
            {
            }

            return raw.sqlite3_changes(_database);
        }
        finally
        {
            Reset();
        }
    }

    public override void Dispose() => _statement?.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            Fail(code);
    }

    private void Fail(int code)
    {
        _failed(code & 0xFF);
        var exception = new SqliteException($"SQLite error {code}: {raw.sqlite3_errmsg(_database).utf8_to_string()}", code & 0xFF, code);
        Reset();
        throw exception;
    }
}
