namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>Who has what waits for an ordered subscription: nobody anything, one worker everything, or some of it is free.</summary>
internal readonly record struct LaneOwner(bool IsEmpty, string? Worker)
{
    public static LaneOwner Empty => new(true, null);

    /// <summary>What is free can always go to the end; a worker only goes on with what it has from the first to the last.</summary>
    public bool Admits(string? worker) => worker is null || IsEmpty || worker == Worker;

    public LaneOwner With(string? worker) => new(false, IsEmpty || worker == Worker ? worker : null);
}
