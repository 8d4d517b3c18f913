using System.Collections.Concurrent;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tokens;

/// <summary>
/// Remembers tokens that were found good, so that the next request need not verify them again. Bounded; a bad token leaves no trace.
/// An entry ends with its token, and after five minutes at the latest, so that a withdrawn key does not live on here.
/// </summary>
internal sealed class GoodTokens(TimeProvider clock, int capacity = GoodTokens.Capacity)
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<TokenDigest, Entry> _entries = new();
    private int _count;

    public int Count => _entries.Count;

    /// <summary>The result remembered for the token, or null.</summary>
    public TokenValidationResult? Find(TokenDigest token)
    {
        if (!_entries.TryGetValue(token, out var entry))
            return null;
        if (clock.GetUtcNow() < entry.Until)
            return entry.Result;
        Drop(token);
        return null;
    }

    public void Remember(TokenDigest token, TokenValidationResult good)
    {
        var now = clock.GetUtcNow();
        var ends = new DateTimeOffset(good.SecurityToken.ValidTo, TimeSpan.Zero);
        if (ends <= now)
            return;
        if (Volatile.Read(ref _count) >= capacity)
            MakeRoom(now);
        if (_entries.TryAdd(token, new Entry(good, ends < now + Longest ? ends : now + Longest)))
            Interlocked.Increment(ref _count);
    }

    // Rare: what is over goes, and when that is not enough a quarter, the soonest to end.
    private void MakeRoom(DateTimeOffset now)
    {
        var byEnd = _entries.OrderBy(pair => pair.Value.Until).ToList();
        var over = byEnd.Count(pair => pair.Value.Until <= now);
        foreach (var (token, _) in byEnd.Take(Math.Max(over, capacity / 4 + 1)))
            Drop(token);
    }

    private void Drop(TokenDigest token)
    {
        if (_entries.TryRemove(token, out _))
            Interlocked.Decrement(ref _count);
    }

    private sealed record Entry(TokenValidationResult Result, DateTimeOffset Until);
}
