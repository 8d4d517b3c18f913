using System.Data.Common;
using Dci.CrvsApi.Storage.Sql.Fhir;
using Dci.CrvsApi.Storage.Sql.Records;
using Microsoft.Data.Sqlite;

namespace Dci.CrvsApi.Storage.Sql.Sqlite;

/// <summary>One SQLite file: readers that stay open, one writer.</summary>
internal sealed class SqliteDatabase : SqlDatabase
{
    /// <summary>The lock of whoever loads the register.</summary>
    internal const string Loading = "loading";

    private const int ReadersKept = 16;

    /// <summary>A body is some 2.6 kB: three share a page of this size, and only one the usual 4 kB.</summary>
    private const int RegisterPage = 8192;

    private readonly SqliteFile _file;
    private readonly SqliteWriter _writer;
    private readonly Lock _gate = new();
    private readonly Stack<SqliteSession> _readers = new();
    private readonly WorkerMarks _marks;
    private bool _closed;

    private SqliteDatabase(SqliteFile file, SqliteSession writing)
    {
        _file = file;
        _marks = new WorkerMarks(file);
        _writer = new SqliteWriter(file, writing, Describe);
    }

    public override SqliteDialect Dialect { get; } = new();

    /// <summary>The records, the places, and who may ask.</summary>
    /// <exception cref="StorageUnusableException">With the remedy.</exception>
    public static SqliteDatabase OpenRegister(string folder, TimeProvider clock) => Open(SqliteFile.In(folder, "register.db", RegisterPage, mapped: true), "Register", clock, Recover);

    /// <summary>
    /// Messages and disclosures. A commit makes every reader of a file read it anew, and each search commits one:
    /// in a file of their own they leave the register's readers what they have in memory.
    /// </summary>
    /// <exception cref="StorageUnusableException">With the remedy.</exception>
    public static SqliteDatabase OpenExchanges(string folder, TimeProvider clock) => Open(SqliteFile.In(folder, "exchanges.db"), "Exchanges", clock, (_, _) => { });

    private static SqliteDatabase Open(SqliteFile file, string schema, TimeProvider clock, Action<SqliteFile, SqliteSession> recover)
    {
        SqliteSession? writing = null;
        try
        {
            writing = file.OpenWriter();
            new Migrator(new SqliteDialect(), clock).Run(writing, schema, file.ToString());
            recover(file, writing);
            return new SqliteDatabase(file, writing);
        }
        catch (SqliteException failure)
        {
            writing?.Dispose();
            throw file.Unusable(failure);
        }
        catch
        {
            writing?.Dispose();
            throw;
        }
    }

    public override SessionLease Rent()
    {
        _file.EnsurePresent();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_readers.TryPop(out var reader))
                return new SessionLease(this, reader);
        }

        return new SessionLease(this, _file.OpenReader());
    }

    public override void Check()
    {
        _file.Look();
        base.Check();
    }

    public override Task<T> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken) =>
        _writer.SubmitAsync(work, alone: false, cancellationToken);

    public override Task<T> WriteAloneAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken) =>
        _writer.SubmitAsync(work, alone: true, cancellationToken);

    public override IDisposable? TryHoldLoading() => _file.TryHold(Loading);

    public override void MarkRunning(string workerId) => _marks.Set(workerId);

    public override void UnmarkRunning(string workerId) => _marks.Remove(workerId);

    public override bool HasEnded(string workerId) => _marks.IsMissing(workerId);

    public override ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public override void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            while (_readers.TryPop(out var reader))
                reader.Dispose();
        }

        _writer.Dispose();
        _marks.Dispose();
    }

    internal override void GiveBack(SqlSession session)
    {
        var reader = (SqliteSession)session;
        reader.Trim();
        lock (_gate)
        {
            if (!_closed && !reader.Broken && _readers.Count < ReadersKept)
            {
                _readers.Push(reader);
                return;
            }
        }

        reader.Dispose();
    }

    /// <summary>A load that was cut off leaves an empty register; what an older version of the program left out is made up for.</summary>
    private static void Recover(SqliteFile file, SqliteSession writing)
    {
        if (LoadState.IsUnfinished(writing))
            Empty(file, writing);
        ResourceTaking.Run(writing, new SqliteDialect());
    }

    private static void Empty(SqliteFile file, SqliteSession writing)
    {
        using var hold = file.TryHold(Loading)
            ?? throw new StorageUnusableException($"Another program is loading {file}. Start again when it has ended.");
        LoadState.Wipe(writing);
    }

    private Exception Describe(Exception failure) =>
        failure is DbException broken && Dialect.IsUnavailable(broken) ? Unavailable(broken) : failure;
}
