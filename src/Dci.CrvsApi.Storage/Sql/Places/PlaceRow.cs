namespace Dci.CrvsApi.Storage.Sql.Places;

/// <summary>Where a place stands among the rows: what records carry of it.</summary>
/// <param name="PlaceId">The row's own number.</param>
/// <param name="Path">The numbers from the root, each ended by a full stop: what lies inside has a path that begins so.</param>
/// <param name="Admin1Id">The first area on the path.</param>
/// <param name="Admin2Id">The second area on the path.</param>
internal sealed record PlaceRow(long PlaceId, string Path, long? Admin1Id, long? Admin2Id)
{
    /// <summary>The end, not included, of the paths inside.</summary>
    public string PathEnd => string.Concat(Path.AsSpan(0, Path.Length - 1), "/");
}
