using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries;

/// <summary>
/// What this node delivers at once, without asking the store for it: room is reserved before a delivery is stored under
/// this node's name, and the delivery is handed over once it is durable. Without room it is left to whoever asks the store.
/// Rows and bytes are bounded, so what can't be delivered stays in the store.
/// </summary>
internal sealed class DeliveryQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Lanes _lanes;
    private readonly Departures _departures;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Bell _bell = new();
    private readonly List<NewDelivery> _doubtful = [];
    private Action<Delivery>? _start;
    private Action<Delivery>? _giveBack;
    private int _busy;
    private bool _closed;
    private bool _woken;

    public DeliveryQueue(IOptions<DeliveryOptions> options, TimeProvider clock)
    {
        _lanes = new Lanes(options.Value, clock, Reopen);
        _departures = new Departures(_lanes, _bell.Ring);
    }

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

    /// <summary>Whether there is room for a delivery; then <see cref="Hand"/> or <see cref="Withdraw"/> must follow.</summary>
    public bool TryReserve(NewDelivery draft)
    {
        lock (_gate)
            return _start is not null && !_closed && _departures.TryReserve(draft);
    }

    /// <summary>Hands over a delivery that is durable and that this node has. It goes back to the store when something before it has not arrived.</summary>
    public void Hand(Delivery delivery)
    {
        lock (_gate)
            _departures.Hand(delivery);
        Begin();
    }

    /// <summary>Gives reserved room back: nothing came of it.</summary>
    public void Withdraw(NewDelivery draft)
    {
        lock (_gate)
            _departures.Withdraw(draft);
        Begin();
    }

    /// <summary>Nobody said whether it was stored: its room and its place in order are kept until the store has told.</summary>
    public void Doubt(NewDelivery draft)
    {
        lock (_gate)
            _doubtful.Add(draft);
        _bell.Ring();
    }

    /// <summary>What the store is to be asked about; <see cref="Resolve"/> follows when it has told.</summary>
    public IReadOnlyList<NewDelivery> Doubtful()
    {
        lock (_gate)
            return [.. _doubtful];
    }

    /// <param name="stored">Null when it was not stored.</param>
    public void Resolve(NewDelivery draft, Delivery? stored)
    {
        lock (_gate)
            _doubtful.Remove(draft);
        if (stored is null)
            Withdraw(draft);
        else
            Hand(stored);
    }

    /// <summary>Says that something is due in the store that nobody has.</summary>
    public void Wake()
    {
        lock (_gate)
            _woken = true;
        _bell.Ring();
    }

    /// <summary>Begins, off the caller's path: what is handed over is started, and what may not be sent now is given back.</summary>
    public void Open(Action<Delivery> start, Action<Delivery> giveBack) => (_giveBack, _start) = (giveBack, start);

    /// <summary>Ends: nothing is started any more; what waits here is let go of when the worker signs off.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
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
            return _closed ? 0 : _departures.ReserveRows(destination);
    }

    /// <summary>Takes over what the store gave for reserved rows.</summary>
    public void Take(string destination, int reserved, IReadOnlyList<Delivery> claimed)
    {
        lock (_gate)
            _departures.Take(destination, reserved, claimed);
        Begin();
    }

    public Circuit CircuitOf(string destination)
    {
        lock (_gate)
            return _lanes.Of(destination).Circuit;
    }

    /// <summary>The answer is there: the next one for this destination may go, and the next of its subscription unless this one is tried again.</summary>
    public void Answered(Delivery delivery, DeliveryState state)
    {
        lock (_gate)
            _departures.Answered(delivery, state);
        Begin();
    }

    /// <summary>What came of it is recorded: the row is not this node's any more.</summary>
    /// <param name="had">Whether the store says that this node had it.</param>
    public void Settled(Delivery delivery, bool had)
    {
        lock (_gate)
        {
            _departures.Settled(delivery, had);
            End();
        }

        Begin();
    }

    /// <summary>It was given back to the store.</summary>
    /// <param name="had">Whether the store says that this node had it.</param>
    public void Returned(Delivery delivery, bool had)
    {
        lock (_gate)
        {
            _departures.Returned(delivery, had);
            End();
        }

        Begin();
    }

    public void Dispose() => _bell.Dispose();

    private void Begin()
    {
        while (Next(_departures.NextBack) is { } back)
            _giveBack!(back);
        while (Next(_departures.Next) is { } next)
            _start!(next);
    }

    private Delivery? Next(Func<Delivery?> which)
    {
        lock (_gate)
        {
            var next = _closed ? null : which();
            if (next is not null)
                _busy++;
            return next;
        }
    }

    private void End()
    {
        if (--_busy == 0 && _closed)
            _idle.TrySetResult();
    }

    private void Reopen(string destination)
    {
        lock (_gate)
        {
            _lanes.Of(destination).More = true;
            _bell.Ring();
        }
    }
}
