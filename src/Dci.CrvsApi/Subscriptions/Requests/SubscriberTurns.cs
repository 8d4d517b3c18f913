namespace Dci.CrvsApi.Subscriptions.Requests;

/// <summary>One change of a partner's subscriptions after another: what is looked up for it still holds when it is stored.</summary>
internal sealed class SubscriberTurns : IDisposable
{
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 32).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<T> TakeAsync<T>(string partnerId, Func<Task<T>> change, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)string.GetHashCode(partnerId, StringComparison.Ordinal) % (uint)_turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        foreach (var turn in _turns)
            turn.Dispose();
    }
}
