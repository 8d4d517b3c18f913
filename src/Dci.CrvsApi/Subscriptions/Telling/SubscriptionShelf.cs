using System.Diagnostics.CodeAnalysis;
using Dci.CrvsApi.Registry.Subscriptions;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>Definitions of subscriptions that were needed lately, bounded in number and bytes; what was not needed for longest goes first.</summary>
internal sealed partial class SubscriptionShelf(ISubscriptionStore store, ILogger<SubscriptionShelf> logger)
{
    private const int MostEntries = 20_000;
    private const long MostBytes = 32 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, LinkedListNode<(long No, ShelvedSubscription Entry)>> _entries = [];
    private readonly LinkedList<(long No, ShelvedSubscription Entry)> _lately = [];
    private long _bytes;

    /// <summary>Null when it was forgotten, or can't be read.</summary>
    public async ValueTask<ShelvedSubscription?> FindAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        if (TryTake(subscription, out var known))
            return known;
        if (await store.ReadBodyAsync(subscription.SubscriptionNo, cancellationToken) is not { } body)
            return null;
        if (Read(subscription, body.Definition) is not { } read)
            return null;
        Put(subscription.SubscriptionNo, read);
        return read;
    }

    private ShelvedSubscription? Read(Subscription subscription, ReadOnlyMemory<byte> definition)
    {
        if (DefinitionJson.Read(definition.Span) is { } read)
            return new ShelvedSubscription(subscription.Revision, read, definition.Length);
        Log.Unreadable(logger, subscription.Code);
        return null;
    }

    private bool TryTake(Subscription subscription, [NotNullWhen(true)] out ShelvedSubscription? entry)
    {
        lock (_gate)
        {
            entry = null;
            if (!_entries.TryGetValue(subscription.SubscriptionNo, out var node) || node.Value.Entry.Revision != subscription.Revision)
                return false;
            _lately.Remove(node);
            _lately.AddFirst(node);
            entry = node.Value.Entry;
            return true;
        }
    }

    private void Put(long subscriptionNo, ShelvedSubscription entry)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(subscriptionNo, out var before))
                Remove(before);
            _entries[subscriptionNo] = _lately.AddFirst((subscriptionNo, entry));
            _bytes += entry.Weight;
            while (_lately.Count > 1 && (_lately.Count > MostEntries || _bytes > MostBytes))
                Remove(_lately.Last!);
        }
    }

    private void Remove(LinkedListNode<(long No, ShelvedSubscription Entry)> node)
    {
        _lately.Remove(node);
        _entries.Remove(node.Value.No);
        _bytes -= node.Value.Entry.Weight;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The definition of subscription {Code} can't be read; nobody is told of it.")]
        public static partial void Unreadable(ILogger logger, string code);
    }
}
