namespace Dci.CrvsApi.Messaging;

/// <summary>One operation of the standard: what its messages must say and what its callers must hold.</summary>
/// <param name="Path">The route.</param>
/// <param name="Action">What <c>header.action</c> must say.</param>
/// <param name="Scope">The OAuth2 scope it needs.</param>
/// <param name="Synchronous">Whether the answer comes in the HTTP response.</param>
internal sealed record Operation(string Path, string Action, string Scope, bool Synchronous)
{
    /// <summary>Whether its messages may also be CSV files.</summary>
    public bool TakesTables { get; init; }

    /// <summary>The action as sent; OpenSPP writes <c>txn_status</c> for <c>txn-status</c>.</summary>
    public bool Accepts(string action) => action == Action || (action == "txn_status" && Action == "txn-status");

    /// <summary>Whether it gets an answer of its own besides the acknowledgement; a message that is an answer or news gets none.</summary>
    public bool IsAnswered => !Action.StartsWith("on-", StringComparison.Ordinal) && Action is not ("txn-on-status" or "notify");

    public static Operation SyncSearch { get; } = new("/registry/sync/search", "search", "registry.search", Synchronous: true);

    public static Operation SyncTxnStatus { get; } = new("/registry/sync/txn/status", "txn-status", "registry.txn-status", Synchronous: true);

    public static Operation Search { get; } = new("/registry/search", "search", "registry.search", Synchronous: false) { TakesTables = true };

    public static Operation TxnStatus { get; } = new("/registry/txn/status", "txn-status", "registry.txn-status", Synchronous: false);

    public static Operation Subscribe { get; } = new("/registry/subscribe", "subscribe", "registry.subscribe", Synchronous: false);

    public static Operation Unsubscribe { get; } = new("/registry/unsubscribe", "unsubscribe", "registry.unsubscribe", Synchronous: false);

    public static Operation PullEvents { get; } = new("/registry/events/pull", "events-pull", "registry.subscribe", Synchronous: true);

    public static Operation OnSearch { get; } = new("/registry/on-search", "on-search", "registry.on-search", Synchronous: false);

    public static Operation OnSubscribe { get; } = new("/registry/on-subscribe", "on-subscribe", "registry.on-subscribe", Synchronous: false);

    public static Operation OnUnsubscribe { get; } = new("/registry/on-unsubscribe", "on-unsubscribe", "registry.on-unsubscribe", Synchronous: false);

    public static Operation OnTxnStatus { get; } = new("/registry/txn/on-status", "txn-on-status", "registry.txn-on-status", Synchronous: false);

    public static Operation Notify { get; } = new("/registry/notify", "notify", "registry.notify", Synchronous: false);
}
