using System.Data.Common;

namespace Dci.CrvsApi.Storage.Sql;

/// <summary>One open connection and the statements prepared on it; used by one caller at a time.</summary>
internal abstract class SqlSession : IDisposable
{
    /// <summary>For what is not on the hot path, through Dapper.</summary>
    public abstract DbConnection Connection { get; }

    /// <summary>True once the connection has seen a failure after which it must not be used again.</summary>
    public bool Broken { get; protected set; }

    /// <summary>How often work of this session was undone: what was remembered of the database before may never have been.</summary>
    public int Undone { get; protected set; }

    /// <summary>The prepared statement of this text, which must be a constant or of one of few shapes.</summary>
    public abstract SqlStatement Prepare(string sql);

    /// <summary>Stops what the session is running; may be called from another thread.</summary>
    public abstract void Interrupt();

    /// <summary>Rolls back the transaction, if there is still one: some failures end it by themselves.</summary>
    public abstract void Undo();

    /// <summary>Rolls back to a savepoint and lets go of it.</summary>
    public void UndoTo(string savepoint)
    {
        Undone++;
        Execute("ROLLBACK TO " + savepoint);
        Execute("RELEASE " + savepoint);
    }

    public void Execute(string sql) => Prepare(sql).Execute();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
