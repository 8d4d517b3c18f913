using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions;

/// <summary>Long works go on piece by piece and in turns, so that one that takes hours holds up no other for longer than a piece.</summary>
internal sealed class PieceTurns(IOptions<TransactionOptions> options) : IDisposable
{
    // Whoever waits longest is next: a semaphore lets asynchronous waiters in by their order.
    private readonly SemaphoreSlim _turns = new(options.Value.LongAtOnce);

    /// <summary>The same pieces, each read and worked on while nobody else has its turn.</summary>
    public async IAsyncEnumerable<T> EachAsync<T>(IAsyncEnumerable<T> pieces, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reading = pieces.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            await _turns.WaitAsync(cancellationToken);
            try
            {
                if (!await reading.MoveNextAsync())
                    yield break;
                yield return reading.Current;
            }
            finally
            {
                _turns.Release();
            }
        }
    }

    public void Dispose() => _turns.Dispose();
}
