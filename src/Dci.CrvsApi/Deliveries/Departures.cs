using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries;

/// <summary>
/// What this node has of all deliveries, and which of them goes next: each destination has a lane of its own, so none waits for another,
/// and what is in order enters its lane when its subscription's turn has come. Not for several threads at once; <see cref="DeliveryQueue"/> sees to that.
/// </summary>
/// <param name="hungry">Called when a lane has room and the store is known to have more for it.</param>
internal sealed class Departures(Lanes lanes, Action hungry)
{
    private readonly SubscriptionTurns _turns = new();
    private readonly Queue<string> _stirred = new();

    /// <summary>Keeps room for a delivery; false when there is none.</summary>
    public bool TryReserve(NewDelivery draft)
    {
        var lane = lanes.Of(draft.Destination);
        // What came before goes first.
        if (lane.More || !lanes.Admit(lane, draft.Message.Length))
        {
            lane.More = true;
            return false;
        }

        if (draft.Ordered && !_turns.Promise(draft))
            return false;
        lane.AddRows(1);
        lanes.AddMessage(lane, draft.Message.Length);
        return true;
    }

    public void Withdraw(NewDelivery draft)
    {
        Forget(draft);
        if (!draft.Ordered)
            return;
        _turns.Withdraw(draft);
        Advance(draft);
    }

    /// <summary>Takes in a delivery for which there was room.</summary>
    public void Hand(Delivery delivery)
    {
        var lane = lanes.Of(delivery.Destination);
        if (delivery.Ordered && lane.IsClaiming)
        {
            lane.Park(delivery);
            return;
        }

        if (delivery.Ordered && !_turns.Hand(delivery))
            Forget(delivery);
        else
            Enter(delivery);
    }

    /// <summary>Keeps as many rows as the destination has room for; <see cref="Take"/> must follow unless it is 0.</summary>
    public int ReserveRows(string destination)
    {
        var lane = lanes.Of(destination);
        var rows = lanes.Portion(lane);
        if (rows > 0)
        {
            lane.Claim(rows);
            _turns.Claiming();
        }

        return rows;
    }

    /// <summary>Takes in what the store gave for these rows.</summary>
    public void Take(string destination, int reserved, IReadOnlyList<Delivery> claimed)
    {
        var lane = lanes.Of(destination);
        foreach (var delivery in claimed)
        {
            lanes.AddMessage(lane, delivery.Message.Length);
            if (delivery.Ordered)
                _turns.Take(delivery);
        }

        foreach (var delivery in claimed)
            Enter(delivery);
        foreach (var gone in _turns.Claimed())
            Forget(gone);
        foreach (var delivery in lane.Claimed())
            Hand(delivery);
        lane.More = claimed.Count == reserved;
        Release(lane, reserved - claimed.Count);
    }

    /// <summary>The answer is there.</summary>
    public void Answered(Delivery delivery, DeliveryState state)
    {
        var lane = lanes.Of(delivery.Destination);
        lanes.RemoveMessage(lane, delivery.Message.Length);
        lane.Ran();
        _stirred.Enqueue(delivery.Destination);
        if (!delivery.Ordered)
            return;
        _turns.Answered(delivery, goesOn: state != DeliveryState.Waiting);
        Advance(delivery);
    }

    /// <summary>What came of it is recorded.</summary>
    public void Settled(Delivery delivery, bool had)
    {
        Release(lanes.Of(delivery.Destination), 1);
        if (delivery.Ordered)
            Recorded(delivery, had);
    }

    /// <summary>It was given back to the store.</summary>
    public void Returned(Delivery delivery, bool had)
    {
        Forget(delivery);
        Recorded(delivery, had);
    }

    /// <summary>The next one that goes back to the store unsent; null when there is none.</summary>
    public Delivery? NextBack() => _turns.NextBack();

    /// <summary>The next one to send; null while enough is under way.</summary>
    public Delivery? Next()
    {
        while (_stirred.TryPeek(out var destination))
        {
            if (lanes.Of(destination).Next() is { } next)
                return next;
            _stirred.Dequeue();
        }

        return null;
    }

    private void Recorded(Delivery delivery, bool had)
    {
        foreach (var gone in _turns.Recorded(delivery, had))
            Forget(gone);
    }

    // This node has nothing to do with it any more.
    private void Forget(NewDelivery delivery)
    {
        var lane = lanes.Of(delivery.Destination);
        lanes.RemoveMessage(lane, delivery.Message.Length);
        Release(lane, 1);
    }

    private void Enter(Delivery delivery)
    {
        if (delivery.Ordered)
            Advance(delivery);
        else
            Enqueue(delivery);
    }

    private void Advance(NewDelivery of)
    {
        if (_turns.Next(of) is { } next)
            Enqueue(next);
    }

    private void Enqueue(Delivery delivery)
    {
        lanes.Of(delivery.Destination).Enqueue(delivery);
        _stirred.Enqueue(delivery.Destination);
    }

    private void Release(Lane lane, int rows)
    {
        lane.AddRows(-rows);
        if (lane.IsHungry)
            hungry();
    }
}
