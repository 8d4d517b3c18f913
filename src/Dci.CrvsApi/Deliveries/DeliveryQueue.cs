using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries;

/// <summary>
/// What this node delivers at once, without asking the store for it: room is reserved before a delivery is stored under
/// this node's name, and the delivery is handed over once it is durable. Without room it is left to whoever asks the store.
/// Each destination has a lane of its own, so none waits for another; rows and bytes are bounded, so what can't be delivered stays in the store.
/// </summary>
internal sealed class DeliveryQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Lanes _lanes;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Bell _bell = new();
    private Action<Delivery>? _start;
    private int _busy;
    private bool _closed;
    private bool _woken;

    public DeliveryQueue(IOptions<DeliveryOptions> options, TimeProvider clock) => _lanes = new Lanes(options.Value, clock, Reopen);

    /// <summary>Completes when the queue is closed and everything that was under way is settled.</summary>
    public Task Idle => _idle.Task;

    /// <summary>Rows that this node has or has reserved.</summary>
    public int Rows
    {
        get
        {
            lock (_gate)
                return _lanes.All.Sum(lane => lane.Rows);
        }
    }

    /// <summary>Deliveries that were started and are not settled.</summary>
    public int UnderWay
    {
        get
        {
            lock (_gate)
                return _busy;
        }
    }

    /// <summary>Whether there is room for a delivery of this size; then <see cref="Hand"/> or <see cref="Withdraw"/> must follow.</summary>
    public bool TryReserve(string destination, int bytes)
    {
        lock (_gate)
        {
            if (_start is null || _closed)
                return false;
            var lane = _lanes.Of(destination);
            // What came before goes first.
            if (lane.More || !_lanes.Admit(lane, bytes))
            {
                lane.More = true;
                return false;
            }

            lane.AddRows(1);
            _lanes.AddMessage(lane, bytes);
            return true;
        }
    }

    /// <summary>Hands over a delivery that is durable and that this node has.</summary>
    public void Hand(Delivery delivery)
    {
        lock (_gate)
            _lanes.Of(delivery.Destination).Enqueue(delivery);
        StartNext(delivery.Destination);
    }

    /// <summary>Gives reserved room back: nothing came of it.</summary>
    public void Withdraw(string destination, int bytes)
    {
        lock (_gate)
        {
            var lane = _lanes.Of(destination);
            _lanes.RemoveMessage(lane, bytes);
            Release(lane, 1);
        }
    }

    /// <summary>Says that something is due in the store that nobody has.</summary>
    public void Wake()
    {
        lock (_gate)
            _woken = true;
        _bell.Ring();
    }

    /// <summary>Begins: what is handed over is started with this, off the caller's path.</summary>
    public void Open(Action<Delivery> start) => _start = start;

    /// <summary>Ends: nothing is started any more; what waits here is let go of when the worker signs off.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var lane in _lanes.All)
                lane.Drop();
            if (_busy == 0)
                _idle.TrySetResult();
        }
    }

    /// <summary>Waits until the store should be asked, at most this long; whether for whatever is due, or only for <see cref="Hungry"/> lanes.</summary>
    public async Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        var rung = await _bell.WaitAsync(longest, cancellationToken);
        lock (_gate)
        {
            var whatever = _woken || !rung;
            _woken = false;
            return whatever;
        }
    }

    /// <summary>Destinations that have room and are known to have more in the store.</summary>
    public IReadOnlyList<string> Hungry()
    {
        lock (_gate)
            return [.. _lanes.All.Where(lane => lane.IsHungry).Select(lane => lane.Destination)];
    }

    /// <summary>Reserves as many rows as the destination has room for; <see cref="Take"/> must follow unless it is 0.</summary>
    public int ReserveRows(string destination)
    {
        lock (_gate)
        {
            if (_closed)
                return 0;
            var lane = _lanes.Of(destination);
            var rows = _lanes.Portion(lane);
            lane.AddRows(rows);
            return rows;
        }
    }

    /// <summary>Takes over what the store gave for reserved rows.</summary>
    public void Take(string destination, int reserved, IReadOnlyList<Delivery> claimed)
    {
        lock (_gate)
        {
            var lane = _lanes.Of(destination);
            foreach (var delivery in claimed)
            {
                _lanes.AddMessage(lane, delivery.Message.Length);
                lane.Enqueue(delivery);
            }

            lane.More = claimed.Count == reserved;
            Release(lane, reserved - claimed.Count);
        }

        StartNext(destination);
    }

    public Circuit CircuitOf(string destination)
    {
        lock (_gate)
            return _lanes.Of(destination).Circuit;
    }

    /// <summary>The answer is there: the next one for this destination may go.</summary>
    public void Answered(Delivery delivery)
    {
        lock (_gate)
        {
            var lane = _lanes.Of(delivery.Destination);
            _lanes.RemoveMessage(lane, delivery.Message.Length);
            lane.Ran();
        }

        StartNext(delivery.Destination);
    }

    /// <summary>What came of it is recorded: the row is not this node's any more.</summary>
    public void Settled(Delivery delivery)
    {
        lock (_gate)
        {
            Release(_lanes.Of(delivery.Destination), 1);
            if (--_busy == 0 && _closed)
                _idle.TrySetResult();
        }
    }

    public void Dispose() => _bell.Dispose();

    private void StartNext(string destination)
    {
        while (Next(destination) is { } delivery)
            _start!(delivery);
    }

    private Delivery? Next(string destination)
    {
        lock (_gate)
        {
            var next = _closed ? null : _lanes.Of(destination).Next();
            if (next is not null)
                _busy++;
            return next;
        }
    }

    private void Reopen(string destination)
    {
        lock (_gate)
        {
            _lanes.Of(destination).More = true;
            _bell.Ring();
        }
    }

    private void Release(Lane lane, int rows)
    {
        lane.AddRows(-rows);
        if (lane.IsHungry)
            _bell.Ring();
    }
}
