using Dci.CrvsApi.Workers;

namespace Dci.CrvsApi.Subscriptions;

/// <summary>Rung when a record has changed: whoever tells subscribers of it looks into the feed.</summary>
internal sealed class ChangeBell : IDisposable
{
    private readonly Bell _bell = new();

    public void Ring() => _bell.Ring();

    /// <summary>Waits until it rings, at most this long.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _bell.WaitAsync(longest, cancellationToken);

    public void Dispose() => _bell.Dispose();
}
