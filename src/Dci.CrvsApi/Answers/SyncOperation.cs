namespace Dci.CrvsApi.Answers;

/// <summary>The operations whose answer comes in the response itself, so that a refusal has to look like one too.</summary>
internal enum SyncOperation
{
    /// <summary>An asynchronous operation, or none of the registry's.</summary>
    None,
    Search,
    TransactionStatus,
}

/// <summary>Tells the operation by the path, since a refusal may come before routing has.</summary>
internal static class SyncOperations
{
    public static SyncOperation Of(PathString path) =>
        path.Value is not { } text ? SyncOperation.None
        : text.EndsWith("/registry/sync/search", StringComparison.OrdinalIgnoreCase) ? SyncOperation.Search
        : text.EndsWith("/registry/sync/txn/status", StringComparison.OrdinalIgnoreCase) ? SyncOperation.TransactionStatus
        : SyncOperation.None;
}
