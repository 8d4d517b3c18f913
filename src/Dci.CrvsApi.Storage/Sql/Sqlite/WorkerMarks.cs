namespace Dci.CrvsApi.Storage.Sql.Sqlite;

/// <summary>
/// Locked files beside the database, one for each worker of this process: the system lets go of them when the process ends,
/// in whatever way, and so tells others on this machine at once.
/// </summary>
internal sealed class WorkerMarks(SqliteFile file) : IDisposable
{
    private readonly Dictionary<string, IDisposable> _held = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private bool _closed;

    public void Set(string workerId)
    {
        lock (_gate)
        {
            if (!_closed && !_held.ContainsKey(workerId) && file.TryHold(Name(workerId)) is { } mark)
                _held.Add(workerId, mark);
        }
    }

    public void Remove(string workerId)
    {
        lock (_gate)
        {
            if (_held.Remove(workerId, out var mark))
                mark.Dispose();
        }
    }

    /// <summary>Tries the lock; a file that a killed process left is removed by it.</summary>
    public bool IsMissing(string workerId)
    {
        using var mark = file.TryHold(Name(workerId));
        return mark is not null;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var mark in _held.Values)
                mark.Dispose();
            _held.Clear();
        }
    }

    private static string Name(string workerId) => "worker-" + Uri.EscapeDataString(workerId);
}
