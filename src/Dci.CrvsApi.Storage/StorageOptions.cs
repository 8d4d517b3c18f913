namespace Dci.CrvsApi.Storage;

/// <summary>Where the register is kept, and how much a search may cost.</summary>
public sealed record StorageOptions
{
    /// <summary>The folder of the register's files; made, for its owner only, when it does not exist.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The deepest row a page may start at. Default 100,000.</summary>
    public int DeepestRow { get; init; } = 100_000;

    /// <summary>How many matches may be sorted in an order that has no index. Default 10,000.</summary>
    public int SortLimit { get; init; } = 10_000;
}
