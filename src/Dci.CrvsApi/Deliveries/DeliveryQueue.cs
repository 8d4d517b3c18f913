using Dci.CrvsApi.Registry.Deliveries;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries;

/// <summary>
/// What this node delivers at once, without asking the store for it: room is reserved before a delivery is stored under
/// this node's name, and the delivery is handed over once it is durable. Without room it is left to whoever asks the store.
/// Each destination has a lane of its own, so none waits for another; rows and bytes are bounded, so what can't be delivered stays in the store.
/// </summary>
internal sealed class DeliveryQueue(IOptions<DeliveryOptions> options, TimeProvider clock) : IDisposable
{
    private const int MostIdleLanes = 1000;
    private const int Overhead = 2048;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _signal = new(0, 1);
    private Action<Delivery>? _start;
    private long _bytes;
    private int _busy;
    private bool _closed;
    private bool _woken;

    /// <summary>Completes when the queue is closed and everything that was under way is settled.</summary>
    public Task Idle => _idle.Task;

    /// <summary>Rows that this node has or has reserved.</summary>
    public int Rows
    {
        get
        {
            lock (_gate)
                return _lanes.Values.Sum(lane => lane.Rows);
        }
    }

    /// <summary>Whether there is room for a delivery of this size; then <see cref="Hand"/> or <see cref="Withdraw"/> must follow.</summary>
    public bool TryReserve(string destination, int bytes)
    {
        lock (_gate)
        {
            if (_start is null || _closed)
                return false;
            var lane = Of(destination);
            // What came before goes first.
            if (lane.More || !lane.Admits(Weight(bytes), options.Value.MemoryBytes - _bytes))
            {
                lane.More = true;
                return false;
            }

            lane.AddRows(1);
            Weigh(lane, bytes, 1);
            return true;
        }
    }

    /// <summary>Hands over a delivery that is durable and that this node has.</summary>
    public void Hand(Delivery delivery)
    {
        lock (_gate)
            Of(delivery.Destination).Enqueue(delivery);
        StartNext(delivery.Destination);
    }

    /// <summary>Gives reserved room back: nothing came of it.</summary>
    public void Withdraw(string destination, int bytes)
    {
        lock (_gate)
        {
            var lane = Of(destination);
            Weigh(lane, bytes, -1);
            Release(lane, 1);
        }
    }

    /// <summary>Says that something is due in the store that nobody has.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            Signal();
        }
    }

    /// <summary>Begins: what is handed over is started with this, off the caller's path.</summary>
    public void Open(Action<Delivery> start) => _start = start;

    /// <summary>Ends: nothing is started any more; what waits here is let go of when the worker signs off.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var lane in _lanes.Values)
                lane.Drop();
            if (_busy == 0)
                _idle.TrySetResult();
        }
    }

    /// <summary>Waits until the store should be asked, at most this long; whether for whatever is due, or only for <see cref="Hungry"/> lanes.</summary>
    public async Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        var signalled = await _signal.WaitAsync(longest, cancellationToken);
        lock (_gate)
        {
            var whatever = _woken || !signalled;
            _woken = false;
            return whatever;
        }
    }

    /// <summary>Destinations that have room and are known to have more in the store.</summary>
    public IReadOnlyList<string> Hungry()
    {
        lock (_gate)
            return [.. _lanes.Values.Where(lane => lane.IsHungry).Select(lane => lane.Destination)];
    }

    /// <summary>Reserves as many rows as the destination has room for; <see cref="Take"/> must follow unless it is 0.</summary>
    public int ReserveRows(string destination)
    {
        lock (_gate)
        {
            if (_closed)
                return 0;
            var lane = Of(destination);
            var rows = lane.Portion(options.Value.MemoryBytes - _bytes);
            lane.AddRows(rows);
            return rows;
        }
    }

    /// <summary>Takes over what the store gave for reserved rows.</summary>
    public void Take(string destination, int reserved, IReadOnlyList<Delivery> claimed)
    {
        lock (_gate)
        {
            var lane = Of(destination);
            foreach (var delivery in claimed)
            {
                Weigh(lane, delivery.Message.Length, 1);
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
            return Of(destination).Circuit;
    }

    /// <summary>The answer is there: the next one for this destination may go.</summary>
    public void Answered(Delivery delivery)
    {
        lock (_gate)
        {
            var lane = Of(delivery.Destination);
            Weigh(lane, delivery.Message.Length, -1);
            lane.Ran();
        }

        StartNext(delivery.Destination);
    }

    /// <summary>What came of it is recorded: the row is not this node's any more.</summary>
    public void Settled(Delivery delivery)
    {
        lock (_gate)
        {
            Release(Of(delivery.Destination), 1);
            if (--_busy == 0 && _closed)
                _idle.TrySetResult();
        }
    }

    public void Dispose() => _signal.Dispose();

    private static long Weight(int bytes) => bytes + Overhead;

    private void StartNext(string destination)
    {
        while (Next(destination) is { } delivery)
            _start!(delivery);
    }

    private Delivery? Next(string destination)
    {
        lock (_gate)
        {
            var next = _closed ? null : Of(destination).Next();
            if (next is not null)
                _busy++;
            return next;
        }
    }

    private Lane Of(string destination)
    {
        if (_lanes.TryGetValue(destination, out var lane))
            return lane;
        if (_lanes.Count >= MostIdleLanes)
            Forget();
        lane = new Lane(destination, options.Value, new Circuit(options.Value, clock, () => Reopen(destination)));
        _lanes.Add(destination, lane);
        return lane;
    }

    private void Forget()
    {
        foreach (var idle in _lanes.Values.Where(lane => lane.IsIdle).ToList())
            _lanes.Remove(idle.Destination);
    }

    private void Reopen(string destination)
    {
        lock (_gate)
        {
            Of(destination).More = true;
            Signal();
        }
    }

    private void Weigh(Lane lane, int bytes, int times)
    {
        lane.AddBytes(Weight(bytes) * times);
        _bytes += Weight(bytes) * times;
    }

    private void Release(Lane lane, int rows)
    {
        lane.AddRows(-rows);
        if (lane.IsHungry)
            Signal();
    }

    private void Signal()
    {
        if (_signal.CurrentCount == 0)
            _signal.Release();
    }
}
