using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries;

/// <summary>What this node has of the deliveries for one destination. Not for several threads at once; <see cref="DeliveryQueue"/> sees to that.</summary>
internal sealed class Lane(string destination, DeliveryOptions options, Circuit circuit)
{
    // Enough to be always let in, however much the others hold.
    private const int Minimum = 4;
    private const int Shares = 8;
    private const int GuessedSize = 64 * 1024;

    private readonly Queue<Delivery> _waiting = new();
    private readonly List<Delivery> _parked = [];
    private int _running;
    private long _bytes;
    private int _usualSize = GuessedSize;

    public string Destination { get; } = destination;

    public Circuit Circuit { get; } = circuit;

    /// <summary>Rows that this node has in the store, or will have in a moment.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether more than this is due in the store.</summary>
    public bool More { get; set; }

    /// <summary>Whether the store is being asked for more: what it gives may have to go before what is handed over meanwhile.</summary>
    public bool IsClaiming { get; private set; }

    public bool IsIdle => Rows == 0;

    /// <summary>Whether it is worth asking the store for more.</summary>
    public bool IsHungry => More && Rows <= options.RowsPerDestination / 2 && Room > 0;

    /// <summary>How many rows may be added: all that fits, one while it is not known whether the receiver is well again, none while it is not.</summary>
    public int Room => Circuit.IsClosed ? options.RowsPerDestination - Rows : Circuit.IsShut || Rows > 0 ? 0 : 1;

    /// <summary>Whether a new delivery of this size may be added, with this much left for all lanes.</summary>
    public bool Admits(long bytes, long left) =>
        Room > 0 && (Rows < Minimum || (bytes <= left && _bytes + bytes <= options.MemoryBytes / Shares));

    /// <summary>How many rows of unknown size to ask the store for.</summary>
    public int Portion(long left)
    {
        var fitting = Math.Min(left, options.MemoryBytes / Shares - _bytes) / _usualSize;
        return (int)Math.Min(Room, Math.Max(fitting, Rows < Minimum ? Minimum : 0));
    }

    public void AddRows(int rows) => Rows += rows;

    public void AddBytes(long bytes) => _bytes += bytes;

    public void Enqueue(Delivery delivery)
    {
        _waiting.Enqueue(delivery);
        _usualSize = Math.Max((_usualSize * 3 + delivery.Message.Length) / 4, 1024);
    }

    /// <summary>The next one to send, null while enough are under way.</summary>
    public Delivery? Next()
    {
        if (_running >= options.PerDestination || !_waiting.TryDequeue(out var delivery))
            return null;
        _running++;
        return delivery;
    }

    public void Ran() => _running--;

    /// <summary>Keeps rows for what the store will give.</summary>
    public void Claim(int rows)
    {
        AddRows(rows);
        IsClaiming = true;
    }

    /// <summary>What is handed over in order while the store is being asked waits for what it gives.</summary>
    public void Park(Delivery delivery) => _parked.Add(delivery);

    /// <summary>The store has answered; gives what was parked.</summary>
    public IReadOnlyList<Delivery> Claimed()
    {
        IsClaiming = false;
        var parked = _parked.ToList();
        _parked.Clear();
        return parked;
    }
}
