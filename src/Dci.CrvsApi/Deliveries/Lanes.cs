namespace Dci.CrvsApi.Deliveries;

/// <summary>The lanes of all destinations, and the memory that they share. Not for several threads at once; <see cref="DeliveryQueue"/> sees to that.</summary>
/// <param name="reopened">Called when a destination is well again.</param>
internal sealed class Lanes(DeliveryOptions options, TimeProvider clock, Action<string> reopened)
{
    private const int MostIdle = 1000;
    private const int Overhead = 2048;

    private readonly Dictionary<string, Lane> _byDestination = new(StringComparer.Ordinal);
    private long _bytes;

    public IEnumerable<Lane> All => _byDestination.Values;

    public Lane Of(string destination)
    {
        if (_byDestination.TryGetValue(destination, out var lane))
            return lane;
        if (_byDestination.Count >= MostIdle)
            Forget();
        lane = new Lane(destination, options, new Circuit(options, clock, () => reopened(destination)));
        _byDestination.Add(destination, lane);
        return lane;
    }

    /// <summary>Whether a new message of this size may be added to the lane.</summary>
    public bool Admit(Lane lane, int bytes) => lane.Admits(Weight(bytes), Left);

    /// <summary>How many rows of unknown size to ask the store for.</summary>
    public int Portion(Lane lane) => lane.Portion(Left);

    public void AddMessage(Lane lane, int bytes) => Weigh(lane, Weight(bytes));

    public void RemoveMessage(Lane lane, int bytes) => Weigh(lane, -Weight(bytes));

    private long Left => options.MemoryBytes - _bytes;

    private static long Weight(int bytes) => bytes + Overhead;

    private void Weigh(Lane lane, long bytes)
    {
        lane.AddBytes(bytes);
        _bytes += bytes;
    }

    private void Forget()
    {
        foreach (var idle in _byDestination.Values.Where(lane => lane.IsIdle).ToList())
            _byDestination.Remove(idle.Destination);
    }
}
