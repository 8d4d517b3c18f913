namespace Dci.CrvsApi.Workers;

/// <summary>A background service that ends once: however often it is stopped, every caller waits for the same end.</summary>
internal abstract class OneEndService : BackgroundService
{
    private readonly Lock _gate = new();
    private Task? _ending;

    public sealed override Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _ending ??= EndAsync(cancellationToken);
    }

    public override void Dispose()
    {
        lock (_gate)
            // A host that failed to start stops its services when it has already disposed of them, and of what they use.
            _ending ??= Task.CompletedTask;
        base.Dispose();
    }

    /// <summary>Ends the service; <see cref="StopExecutingAsync"/> is the part that every background service has.</summary>
    protected abstract Task EndAsync(CancellationToken cancellationToken);

    protected Task StopExecutingAsync(CancellationToken cancellationToken) => base.StopAsync(cancellationToken);
}
