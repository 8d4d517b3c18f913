using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Storage.Sql.Sqlite;

/// <summary>
/// The only one who writes: a thread that takes whatever waits and commits it together, so that one flush to the disk
/// serves everybody who came during the last one.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly object _gate = new();
    private readonly SqliteFile _file;
    private readonly SqliteSession _writing;
    private readonly GroupCommit _commit;
    private readonly Thread _thread;
    private List<WriteCommand> _waiting = [];
    private bool _idle;
    private bool _stopping;

    public SqliteWriter(SqliteFile file, SqliteSession session, Func<Exception, Exception> describe)
    {
        (_file, _writing) = (file, session);
        _commit = new GroupCommit(session, describe);
        _thread = new Thread(Work) { IsBackground = true, Name = Path.GetFileName(file.ToString()) + " writer" };
        _thread.Start();
    }

    public Task<T> SubmitAsync<T>(Func<SqlSession, T> work, bool alone, CancellationToken cancellationToken)
    {
        var command = new WriteCommand<T>(work, alone, cancellationToken);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            _waiting.Add(command);
            if (_idle)
            {
                _idle = false;
                Monitor.Pulse(_gate);
            }
        }

        return command.Task;
    }

    /// <summary>Finishes what was submitted, then closes.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopping)
                return;
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _writing.Dispose();
    }

    private void Work()
    {
        var taken = new List<WriteCommand>();
        while (Take(ref taken))
        {
            RunAll(taken);
            taken.Clear();
        }
    }

    private bool Take(ref List<WriteCommand> taken)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_stopping)
                    return false;
                _idle = true;
                Monitor.Wait(_gate);
            }

            (_waiting, taken) = (taken, _waiting);
            return true;
        }
    }

    private void RunAll(List<WriteCommand> commands)
    {
        try
        {
            _file.EnsurePresent();
        }
        catch (RegisterUnavailableException gone)
        {
            foreach (var command in commands)
                command.Fail(gone);
            return;
        }

        _commit.Run(commands);
        _writing.Trim();
    }
}
