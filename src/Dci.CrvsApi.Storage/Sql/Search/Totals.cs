using System.Collections.Concurrent;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>What was counted, as long as nothing in the register changes.</summary>
internal sealed class Totals
{
    private const int Kept = 4096;

    private volatile Shelf _shelf = new(-1);

    public Extent? Find(long watermark, string search) =>
        _shelf is var shelf && shelf.Watermark == watermark && shelf.Values.TryGetValue(search, out var extent) ? extent : null;

    public void Keep(long watermark, string search, Extent extent)
    {
        var shelf = _shelf;
        if (shelf.Watermark != watermark || shelf.Values.Count >= Kept)
            _shelf = shelf = new Shelf(watermark);
        shelf.Values[search] = extent;
    }

    private sealed record Shelf(long Watermark)
    {
        public ConcurrentDictionary<string, Extent> Values { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>How many records match a search, and the lowest of their keys.</summary>
internal readonly record struct Extent(long Total, long First);
