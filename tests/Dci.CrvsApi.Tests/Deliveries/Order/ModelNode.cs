using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Registry.Deliveries;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tests.Deliveries.Order;

/// <summary>One node over a <see cref="ModelOutbox"/>: the real queue, and everything around it in steps that a test takes in any order.</summary>
internal sealed class ModelNode : IDisposable
{
    private readonly ModelWorld _world;
    private readonly List<Action> _pending = [];
    private readonly List<Delivery> _sent = [];
    private bool _claiming;

    public ModelNode(ModelWorld world, int name)
    {
        _world = world;
        Worker = $"node-{name}";
        Queue = new DeliveryQueue(Options.Create(new DeliveryOptions { PerDestination = ModelWorld.PerDestination, RowsPerDestination = ModelWorld.Rows }), world.Clock);
        Queue.Open(Send, delivery => _pending.Add(() => GiveBack(delivery)));
    }

    public string Worker { get; }

    public DeliveryQueue Queue { get; }

    public bool IsIdle => _pending.Count == 0 && _sent.Count == 0;

    public bool IsTelling { get; private set; }

    /// <summary>One thing happens, if there is something to happen.</summary>
    public void Step(Random random)
    {
        var which = random.Next(_pending.Count + _sent.Count + 1) - 1;
        if (which < 0)
        {
            Poll(random);
        }
        else if (which < _pending.Count)
        {
            var action = _pending[which];
            _pending.RemoveAt(which);
            action();
        }
        else
        {
            Answer(_sent[which - _pending.Count], random);
        }
    }

    /// <summary>Events of some subscriptions are put into the outbox under this node's name: drafted now, stored and handed over later.</summary>
    public void Tell(IReadOnlyList<NewDelivery> drafts, Action<NewDelivery> refused)
    {
        IsTelling = true;
        // What comes after something that the store keeps is left to the store too.
        var room = true;
        var reserved = drafts.Select(draft => (room = room && Queue.TryReserve(draft)) ? draft with { WorkerId = Worker } : draft).ToList();
        _pending.Add(() => Store(reserved, refused));
    }

    public void Dispose() => Queue.Dispose();

    private void Store(List<NewDelivery> drafts, Action<NewDelivery> refused)
    {
        var stored = drafts.Select(_world.Outbox.Add).TakeWhile(delivery => delivery is not null).ToList();
        foreach (var delivery in stored.Where(delivery => delivery!.WorkerId is not null))
            _pending.Add(() => Queue.Hand(delivery!));
        foreach (var draft in drafts.Skip(stored.Count).Where(draft => draft.WorkerId is not null))
            Queue.Withdraw(draft);
        if (stored.Count < drafts.Count)
            refused(drafts[stored.Count]);
        // The next are told only when these are handed over.
        _pending.Add(() => IsTelling = false);
    }

    // One claim after the other, as the poller makes them.
    private void Poll(Random random)
    {
        if (_claiming)
            return;
        foreach (var destination in _world.Outbox.DueDestinations(_world.Now).Concat(Queue.Hungry()).Distinct().OrderBy(_ => random.Next()))
        {
            var rows = Queue.ReserveRows(destination);
            if (rows == 0)
                continue;
            var claimed = _world.Outbox.Claim(Worker, destination, _world.Now, rows);
            var reserved = rows;
            _claiming = true;
            _pending.Add(() =>
            {
                _claiming = false;
                Queue.Take(destination, reserved, claimed);
            });
            return;
        }
    }

    private void Send(Delivery delivery)
    {
        _world.Seen(delivery);
        _sent.Add(delivery);
        Assert.That(_sent.Count(sent => sent.Destination == delivery.Destination), Is.LessThanOrEqualTo(ModelWorld.PerDestination));
    }

    private void Answer(Delivery delivery, Random random)
    {
        _sent.Remove(delivery);
        var state = _world.Judge(delivery, random);
        var due = _world.Now.AddSeconds(state == DeliveryState.Waiting ? random.Next(3) : 0);
        Queue.Answered(delivery, state);
        _pending.Add(() =>
        {
            var had = _world.Outbox.Settle(delivery.DeliveryNo, Worker, state, due);
            _pending.Add(() => Queue.Settled(delivery, had));
        });
    }

    private void GiveBack(Delivery delivery)
    {
        var had = _world.Outbox.Settle(delivery.DeliveryNo, Worker, DeliveryState.Waiting, delivery.DueAt);
        _pending.Add(() => Queue.Returned(delivery, had));
    }
}
