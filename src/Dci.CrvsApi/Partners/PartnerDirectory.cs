using Dci.CrvsApi.Registry.Partners;

namespace Dci.CrvsApi.Partners;

/// <summary>
/// Who the partners are, from the file and the database. What it says is at most two seconds old;
/// no look-up, of an unknown id either, costs database work of its own.
/// </summary>
internal sealed partial class PartnerDirectory(
    IPartnerStore store,
    FiledPartners filed,
    StoredPartnerReader reader,
    TimeProvider clock,
    ILogger<PartnerDirectory> logger) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _reading = new(1);
    private volatile PartnerSnapshot? _snapshot;
    private Task<PartnerSnapshot>? _loading;
    private int _generation;

    /// <summary>The partner of this id, disabled or not; null when there is none.</summary>
    public async ValueTask<RegisteredPartner?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await CurrentAsync(cancellationToken)).Find(id);

    /// <summary>Every partner, ordered by id.</summary>
    public async ValueTask<IReadOnlyList<RegisteredPartner>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await CurrentAsync(cancellationToken)).All];

    /// <summary>Reads the database again before the next answer; for who has just changed it.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _generation++;
            _loading = null;
            _snapshot = null;
        }
    }

    public void Dispose() => _reading.Dispose();

    private ValueTask<PartnerSnapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_snapshot is not { } snapshot || clock.GetElapsedTime(snapshot.TakenAt) is var age && age > Stale)
            return new(LoadOnce().WaitAsync(cancellationToken));
        if (age > Fresh)
            _ = LoadOnce();
        return new(snapshot);
    }

    // One read at a time, however many wait for it; nobody's cancellation ends it for the others.
    private Task<PartnerSnapshot> LoadOnce()
    {
        lock (_gate)
        {
            var generation = _generation;
            return _loading is { IsCompleted: false } running ? running : _loading = Observed(Task.Run(() => LoadAsync(generation)));
        }
    }

    private async Task<PartnerSnapshot> LoadAsync(int generation)
    {
        await _reading.WaitAsync();
        try
        {
            var takenAt = clock.GetTimestamp();
            var stored = reader.Read(await store.ListAsync(CancellationToken.None));
            var snapshot = new PartnerSnapshot([.. filed.Current, .. stored], takenAt);
            lock (_gate)
            {
                if (generation == _generation)
                    _snapshot = snapshot;
            }

            return snapshot;
        }
        finally
        {
            _reading.Release();
        }
    }

    // Told once for each reading, whoever waits for it.
    private Task<PartnerSnapshot> Observed(Task<PartnerSnapshot> loading)
    {
        loading.ContinueWith(
            failed => Log.NotRefreshed(logger, failed.Exception!.InnerException!),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return loading;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Partners could not be read again from the database.")]
        public static partial void NotRefreshed(ILogger logger, Exception exception);
    }
}
