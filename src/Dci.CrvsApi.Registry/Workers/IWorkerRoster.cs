namespace Dci.CrvsApi.Registry.Workers;

/// <summary>Port to who is at work on the shared store: what a worker has comes due again when it is gone.</summary>
public interface IWorkerRoster
{
    /// <summary>
    /// Says that the worker is there until <paramref name="aliveUntil"/>; called again and again to stay.
    /// A store that only one process can use lets go at once, with the first call, of what processes before it had.
    /// </summary>
    Task SignInAsync(string workerId, DateTimeOffset aliveUntil, CancellationToken cancellationToken);

    /// <summary>Lets go of everything that workers have who are not there any more; how many transactions and deliveries.</summary>
    Task<int> FreeAbandonedAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Signs off and lets go of everything the worker has.</summary>
    Task SignOffAsync(string workerId, CancellationToken cancellationToken);
}
