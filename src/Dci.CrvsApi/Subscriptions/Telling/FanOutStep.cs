using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Registry.Subscriptions.Matching;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>Tells the next changes of the feed to whoever wants to hear of them.</summary>
internal sealed class FanOutStep(ISubscriptionStore store, IChangeFeed feed, ToldRecords records, ChangeTeller teller, Outbox outbox)
{
    private const int ChangesAtOnce = 64;

    /// <summary>So many are told in one commit; a change of interest to more takes several.</summary>
    private const int SubscriptionsAtOnce = 1_000;

    /// <summary>After so many changes that nobody wanted to hear of, the position is recorded all the same.</summary>
    private const int UntoldAtOnce = 1_000;

    /// <summary>So often somebody else may have told the same changes before it is worth a word.</summary>
    private const int MostConflicts = 3;

    private FeedPosition? _recorded;
    private FeedPosition _read;
    private int _conflicts;

    /// <summary>Whether there was anything to read, and so may be more.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (_recorded is null)
            _read = (_recorded = await store.ReadPositionAsync(cancellationToken)).Value;
        var changes = await feed.ReadAsync(_read.ChangeNo, ChangesAtOnce, cancellationToken);
        if (changes.Count == 0)
            return false;
        var told = await records.ReadAsync([.. changes.Where(IsNews).Select(change => change.RecordId).Distinct(StringComparer.Ordinal)], cancellationToken);
        var batch = new FanOutBatch(_recorded.Value, _read);
        try
        {
            foreach (var change in changes)
                if (!await TellAsync(batch, change, told.GetValueOrDefault(change.RecordId), cancellationToken))
                    break;
        }
        catch
        {
            ForEachDraft(batch, outbox.Discard);
            throw;
        }

        _read = batch.To;
        if (batch.Notices.Count > 0 || _read.ChangeNo - _recorded.Value.ChangeNo >= UntoldAtOnce)
            await RecordAsync(batch);
        return true;
    }

    private static bool IsNews(RecordChange change) => change.Announced && change.Kind != ChangeKind.Updated;

    /// <summary>False when the batch has to be recorded before anything else is told.</summary>
    private async Task<bool> TellAsync(FanOutBatch batch, RecordChange change, ToldRecord? record, CancellationToken cancellationToken)
    {
        if (IsNews(change))
        {
            var after = batch.To.ChangeNo == change.Number - 1 ? batch.To.SubscriptionNo : 0;
            var interested = await store.FindInterestedAsync(change, RecordKeys.Of(change, record?.Facts), after, SubscriptionsAtOnce, cancellationToken);
            foreach (var subscription in interested)
                await teller.TellAsync(batch, subscription, change, record, cancellationToken);
            if (interested.Count == SubscriptionsAtOnce)
            {
                batch.To = new FeedPosition(change.Number - 1, interested[^1].SubscriptionNo);
                return false;
            }
        }

        batch.To = new FeedPosition(change.Number, 0);
        return batch.Notices.Count < SubscriptionsAtOnce;
    }

    /// <summary>Not cancelled half-way: what is handed over has to be what is stored.</summary>
    private async Task RecordAsync(FanOutBatch batch)
    {
        _recorded = null;
        IReadOnlyList<Delivery?>? stored;
        try
        {
            stored = await store.RecordAsync(batch.Whole, CancellationToken.None);
        }
        catch
        {
            ForEachDraft(batch, outbox.Doubt);
            throw;
        }

        if (stored is null)
        {
            ForEachDraft(batch, outbox.Discard);
            if (++_conflicts > MostConflicts)
                throw new InvalidOperationException("Others tell the same changes, or subscriptions change while they are told.");
            return;
        }

        (_recorded, _conflicts) = (batch.To, 0);
        for (var i = 0; i < stored.Count; i++)
        {
            if (stored[i] is { } delivery)
                outbox.Send(delivery);
            else if (batch.Notices[i].Delivery is { } draft)
                outbox.Discard(draft);
        }
    }

    private static void ForEachDraft(FanOutBatch batch, Action<NewDelivery> act)
    {
        foreach (var notice in batch.Notices)
            if (notice.Delivery is { } draft)
                act(draft);
    }
}
