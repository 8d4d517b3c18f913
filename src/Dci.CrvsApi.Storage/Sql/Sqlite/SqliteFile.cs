using Dci.CrvsApi.Registry.Queries;
using Microsoft.Data.Sqlite;

namespace Dci.CrvsApi.Storage.Sql.Sqlite;

/// <summary>A file of SQLite's: made for its owner only, opened the same way by every session.</summary>
internal sealed class SqliteFile(string path, int pageSize, bool mapped)
{
    private readonly string _common = $"PRAGMA busy_timeout = 5000; PRAGMA mmap_size = {(mapped ? 2147418112 : 0)}; PRAGMA temp_store = MEMORY;";
    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = false,
        DefaultTimeout = 5,
    }.ToString();

    private long _seenAt;

    /// <param name="pageSize">Of a new file, in bytes; one that exists keeps its own.</param>
    /// <param name="mapped">Whether sessions map the file instead of reading it: for one that is read again and again all over.</param>
    public static SqliteFile In(string folder, string name, int pageSize = 4096, bool mapped = false)
    {
        var file = new SqliteFile(Path.Combine(Path.GetFullPath(folder), name), pageSize, mapped);
        file.Make();
        return file;
    }

    /// <summary>The one session that writes. Its commits are on the disk when they return.</summary>
    public SqliteSession OpenWriter() =>
        Open($"PRAGMA page_size = {pageSize};" + _common + "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;");

    public SqliteSession OpenReader() => Open(_common + "PRAGMA query_only = ON;");

    /// <summary>
    /// A file that was deleted or moved can still be written by whoever has it open, and all of it would be lost.
    /// Looks at most once a second.
    /// </summary>
    public void EnsurePresent()
    {
        if (Environment.TickCount64 - Volatile.Read(ref _seenAt) >= 1000)
            Look();
    }

    /// <summary>Looks for the file now.</summary>
    public void Look()
    {
        var now = Environment.TickCount64;
        if (!File.Exists(path))
            throw new RegisterUnavailableException($"{path} is gone. Put it back and start the server again.");
        Volatile.Write(ref _seenAt, now);
    }

    /// <summary>Takes a lock beside the file; it goes with the process. Null when another has it.</summary>
    public IDisposable? TryHold(string name)
    {
        try
        {
            return new FileStream($"{path}-{name}", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>What to tell whoever runs the server when the file can't be used.</summary>
    public StorageUnusableException Unusable(SqliteException failure) => new(
        failure.SqliteErrorCode switch
        {
            SqliteCodes.NotADatabase or SqliteCodes.Corrupt => $"{path} is not a register or is damaged. Restore it from a backup, or move it away to begin with an empty one.",
            SqliteCodes.ReadOnly or SqliteCodes.CanNotOpen => $"{path} can't be opened for writing. Give the server's user the right to read and write it and its folder.",
            SqliteCodes.Busy or SqliteCodes.Locked => $"{path} is locked by another program. End that program, then start again.",
            SqliteCodes.Full => $"The disk that holds {path} is full. Make room, then start again.",
            _ => $"{path} can't be used: {failure.Message}",
        },
        failure);

    public override string ToString() => path;

    private SqliteSession Open(string pragmas)
    {
        var connection = new SqliteConnection(_connection);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
            return new SqliteSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Make()
    {
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            if (!Directory.Exists(folder))
                _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, mine | UnixFileMode.UserExecute);

            // SQLite gives the files beside it the same mode.
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = mine;
            using var stream = new FileStream(path, options);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new StorageUnusableException($"{path} can't be opened for writing. Give the server's user the right to read and write it and its folder. ({failure.Message})", failure);
        }
    }
}
