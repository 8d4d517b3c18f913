using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dci.CrvsApi.Storage.Sql.Sqlite;

/// <summary>An open SQLite connection with its prepared statements.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : SqlSession
{
    // Searches come in many shapes; beyond this many, or this much text, all are let go of.
    private const int StatementsKept = 256;
    private const int TextKept = 256 * 1024;

    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private int _text;

    public override DbConnection Connection => connection;

    /// <summary>Whether there is no transaction: a full disk, for one, ends it by itself, with all that was done in it.</summary>
    public bool Ended => raw.sqlite3_get_autocommit(Handle) != 0;

    private sqlite3 Handle => connection.Handle ?? throw new ObjectDisposedException(nameof(SqliteSession));

    public override SqlStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement))
            return statement;
        statement = _statements[sql] = new SqliteStatement(Handle, sql, OnFailure);
        _text += sql.Length;
        return statement;
    }

    /// <summary>Lets go of statements when they have become too many; for between two uses.</summary>
    public void Trim()
    {
        if (_statements.Count > StatementsKept || _text > TextKept)
            Forget();
    }

    public override void Interrupt() => raw.sqlite3_interrupt(Handle);

    public override void Undo()
    {
        Undone++;
        if (!Ended)
            Execute("ROLLBACK");
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        Forget();
        connection.Dispose();
    }

    private void Forget()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
        _text = 0;
    }

    private void OnFailure(int code) =>
        Broken |= code is SqliteCodes.InputOutput or SqliteCodes.Corrupt or SqliteCodes.CanNotOpen or SqliteCodes.NotADatabase or SqliteCodes.NoMemory;
}
