using System.Collections.Concurrent;

namespace Dci.CrvsApi.Storage.Sql.Search;

/// <summary>Exact totals of searches, as long as nothing in the register changes.</summary>
internal sealed class Totals
{
    private const int Kept = 4096;

    private volatile Shelf _shelf = new(-1);

    public long? Find(long watermark, string search) =>
        _shelf is var shelf && shelf.Watermark == watermark && shelf.Values.TryGetValue(search, out var total) ? total : null;

    public void Keep(long watermark, string search, long total)
    {
        var shelf = _shelf;
        if (shelf.Watermark != watermark || shelf.Values.Count >= Kept)
            _shelf = shelf = new Shelf(watermark);
        shelf.Values[search] = total;
    }

    private sealed record Shelf(long Watermark)
    {
        public ConcurrentDictionary<string, long> Values { get; } = new(StringComparer.Ordinal);
    }
}
