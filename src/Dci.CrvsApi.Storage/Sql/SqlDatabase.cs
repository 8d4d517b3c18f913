using System.Data.Common;
using Dapper;
using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Storage.Sql;

/// <summary>A database as the stores see it: sessions to read with, and one queue of writes.</summary>
internal abstract class SqlDatabase : IAsyncDisposable, IDisposable
{
    public abstract SqlDialect Dialect { get; }

    /// <summary>A session for reading; goes back when the lease is disposed.</summary>
    public abstract SessionLease Rent();

    /// <summary>
    /// Runs the work in a durable transaction, which it may share with other work. It may be run more than once,
    /// so it keeps its results to itself until it returns; when it throws, only its own changes are undone.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken);

    /// <summary>Runs the work alone and outside any transaction, for what has to begin its own.</summary>
    public abstract Task<T> WriteAloneAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken);

    /// <summary>Marks this process as the one that loads the register, until disposed; null when another is at it.</summary>
    public abstract IDisposable? TryHoldLoading();

    /// <summary>Marks a worker as one whose process runs; the mark goes with the process, however it ends.</summary>
    public abstract void MarkRunning(string workerId);

    public abstract void UnmarkRunning(string workerId);

    /// <summary>Whether it is certain that the worker's process has ended; false where only its lease can tell.</summary>
    public abstract bool HasEnded(string workerId);

    /// <summary>Reads with one session.</summary>
    /// <exception cref="RegisterUnavailableException">The database can't be used now.</exception>
    public T Read<T>(Func<SqlSession, T> work)
    {
        try
        {
            using var lease = Rent();
            return work(lease.Session);
        }
        catch (DbException failure) when (Dialect.IsUnavailable(failure))
        {
            throw Unavailable(failure);
        }
    }

    /// <summary>Reads something that is always there.</summary>
    /// <exception cref="RegisterUnavailableException">The database can't be used now.</exception>
    public virtual void Check() => Read(session => session.Connection.ExecuteScalar<long>("SELECT COUNT(*) FROM schema_migration"));

    /// <summary>The failure as the ports name it.</summary>
    public static RegisterUnavailableException Unavailable(DbException failure) =>
        new("The register's database can't be used now: " + failure.Message, failure);

    public abstract ValueTask DisposeAsync();

    public abstract void Dispose();

    internal abstract void GiveBack(SqlSession session);
}

/// <summary>A rented session.</summary>
internal readonly ref struct SessionLease(SqlDatabase database, SqlSession session)
{
    public SqlSession Session { get; } = session;

    public void Dispose() => database.GiveBack(Session);
}
