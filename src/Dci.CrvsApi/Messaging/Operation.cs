namespace Dci.CrvsApi.Messaging;

/// <summary>One operation of the standard: what its messages must say and what its callers must hold.</summary>
/// <param name="Path">The route.</param>
/// <param name="Action">What <c>header.action</c> must say.</param>
/// <param name="Scope">The OAuth2 scope it needs.</param>
/// <param name="Synchronous">Whether the answer comes in the HTTP response.</param>
internal sealed record Operation(string Path, string Action, string Scope, bool Synchronous)
{
    /// <summary>The action as sent; OpenSPP writes <c>txn_status</c> for <c>txn-status</c>.</summary>
    public bool Accepts(string action) => action == Action || (action == "txn_status" && Action == "txn-status");

    public static Operation SyncSearch { get; } = new("/registry/sync/search", "search", "registry.search", Synchronous: true);
}
