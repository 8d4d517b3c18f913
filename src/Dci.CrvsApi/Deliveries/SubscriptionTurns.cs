using System.Runtime.InteropServices;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries;

/// <summary>
/// Whose turn it is in each ordered subscription, and what of them goes back to the store: what was on its way to this node while
/// something before it was let go of. Not for several threads at once; <see cref="DeliveryQueue"/> sees to that.
/// </summary>
internal sealed class SubscriptionTurns
{
    private readonly Dictionary<long, Turn> _turns = [];
    private readonly List<(long Subscription, long Sequence)> _void = [];
    private readonly Queue<Delivery> _returned = new();
    private readonly List<(Delivery Delivery, bool Had)> _recordedMeanwhile = [];
    private int _claims;

    /// <summary>Keeps a place for what will be handed over; false while the subscription waits for the store.</summary>
    public bool Promise(NewDelivery draft)
    {
        var turn = Of(draft);
        if (!turn.IsLettingGo)
            turn.Promise(draft.FirstSequence);
        return !turn.IsLettingGo;
    }

    /// <summary>The promised delivery will not come.</summary>
    public void Withdraw(NewDelivery draft)
    {
        if (_void.Remove(PlaceOf(draft)))
            return;
        Of(draft).Release(draft.FirstSequence);
        Tidy(draft);
    }

    /// <summary>Takes in a promised delivery; false when it is on its way already.</summary>
    public bool Hand(Delivery delivery)
    {
        var turn = Of(delivery);
        if (!_void.Remove(PlaceOf(delivery)))
        {
            turn.Release(delivery.FirstSequence);
            turn.Add(delivery);
            return true;
        }

        if (turn.IsUnderWay(delivery))
            return false;
        turn.Hold(delivery);
        GiveBack(turn);
        return true;
    }

    /// <summary>The store is being asked for more: what it gives may have been let go of by the time it comes, so nothing counts as recorded meanwhile.</summary>
    public void Claiming() => _claims++;

    /// <summary>Takes in what was claimed from the store.</summary>
    public void Take(Delivery claimed) => Of(claimed).Add(claimed);

    /// <summary>What the store gave is taken in; gives what this node has nothing to do with any more.</summary>
    public IReadOnlyList<Delivery> Claimed()
    {
        if (--_claims > 0)
            return [];
        var recorded = _recordedMeanwhile.ToList();
        _recordedMeanwhile.Clear();
        return [.. recorded.SelectMany(each => Recorded(each.Delivery, each.Had))];
    }

    /// <summary>The next one of the same subscription to send; null while it has to wait.</summary>
    public Delivery? Next(NewDelivery of) => _turns.TryGetValue(of.SubscriptionNo!.Value, out var turn) ? turn.Next() : null;

    /// <summary>The next one that goes back to the store; null when there is none.</summary>
    public Delivery? NextBack() => _returned.TryDequeue(out var returned) ? returned : null;

    /// <summary>The answer is there.</summary>
    /// <param name="goesOn">Whether it arrived or was given up, so that the next one may go.</param>
    public void Answered(Delivery delivery, bool goesOn)
    {
        var turn = Of(delivery);
        if (goesOn)
            turn.Arrived();
        else
            LetGo(delivery, turn, turn.Failed);
    }

    /// <summary>What came of it is recorded; gives what this node has nothing to do with any more.</summary>
    /// <param name="had">Whether the store says that this node had it.</param>
    public IReadOnlyList<Delivery> Recorded(Delivery delivery, bool had)
    {
        if (_claims > 0)
        {
            _recordedMeanwhile.Add((delivery, had));
            return [];
        }

        var turn = Of(delivery);
        var gone = turn.Recorded(delivery, had);
        if (!had)
            LetGo(delivery, turn, turn.HoldAll);
        GiveBack(turn);
        Tidy(delivery);
        return gone;
    }

    private static (long Subscription, long Sequence) PlaceOf(NewDelivery delivery) => (delivery.SubscriptionNo!.Value, delivery.FirstSequence);

    private void LetGo(NewDelivery delivery, Turn turn, Action how)
    {
        how();
        foreach (var sequence in turn.Disavow())
            _void.Add((delivery.SubscriptionNo!.Value, sequence));
    }

    private void GiveBack(Turn turn)
    {
        if (turn.NextBack() is { } back)
            _returned.Enqueue(back);
    }

    private Turn Of(NewDelivery delivery)
    {
        ref var turn = ref CollectionsMarshal.GetValueRefOrAddDefault(_turns, delivery.SubscriptionNo!.Value, out _);
        return turn ??= new Turn();
    }

    private void Tidy(NewDelivery delivery)
    {
        if (_turns.TryGetValue(delivery.SubscriptionNo!.Value, out var turn) && turn.IsEmpty)
            _turns.Remove(delivery.SubscriptionNo.Value);
    }
}
