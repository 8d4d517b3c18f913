using System.Diagnostics;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>Hands out requests, each once, until they or the time have run out.</summary>
internal sealed class RequestQueue(IReadOnlyList<byte[]> requests)
{
    private long _deadline = long.MaxValue;
    private int _next;

    public void StopAfter(TimeSpan limit) => _deadline = Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency);

    /// <summary>The next request, or null when the run is over.</summary>
    public byte[]? Take(long now)
    {
        if (now > _deadline)
            return null;
        var index = Interlocked.Increment(ref _next) - 1;
        return index < requests.Count ? requests[index] : null;
    }
}
