using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dci.CrvsApi.Benchmarks.Exchanges;

/// <summary>
/// Where callbacks arrive: a web server that does nothing but note when each came and acknowledge it, since it shares its cores
/// with the server that is measured. What is kept of the bodies is checked when the clock has stopped.
/// </summary>
/// <param name="keepEvery">Every so manieth body of a connection is kept.</param>
internal sealed class CallbackSink(int keepEvery) : IDisposable
{
    private readonly List<SinkLane> _lanes = [];
    private readonly Lock _lock = new();
    private Socket? _listener;
    private long _count;

    /// <summary>Known before the sink is open, and the same each time it opens.</summary>
    public IPEndPoint Address { get; } = Servers.RunningServer.FreeAddress();

    /// <summary>How many callbacks came, repeats included.</summary>
    public long Count => Interlocked.Read(ref _count);

    public void Open()
    {
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(Address);
        _listener.Listen(512);
        var listener = _listener;
        new Thread(() => Accept(listener)) { IsBackground = true }.Start();
    }

    /// <summary>When each callback came, in no order.</summary>
    public IReadOnlyList<Arrival> Arrivals() => Lanes(lane => lane.Arrivals);

    public IReadOnlyList<byte[]> Kept() => Lanes(lane => lane.Kept);

    /// <summary>Forgets what came so far.</summary>
    public void Clear()
    {
        Lanes<byte[]>(lane =>
        {
            lane.Clear();
            return [];
        });
        Interlocked.Exchange(ref _count, 0);
    }

    /// <summary>False when they have not all come, and none came for so long.</summary>
    public bool WaitFor(long count, TimeSpan patience)
    {
        var (seen, since) = (Count, Stopwatch.GetTimestamp());
        while (seen < count)
        {
            Thread.Sleep(1);
            if (Count != seen)
                (seen, since) = (Count, Stopwatch.GetTimestamp());
            else if (Stopwatch.GetElapsedTime(since) > patience)
                return false;
        }

        return true;
    }

    /// <summary>Refuses connections until it is opened again, and ends those there are.</summary>
    public void Close()
    {
        _listener?.Dispose();
        lock (_lock)
            _lanes.ForEach(lane => lane.Dispose());
    }

    public void Dispose() => Close();

    private void Accept(Socket listener)
    {
        try
        {
            while (true)
            {
                var lane = new SinkLane(listener.Accept(), keepEvery, () => Interlocked.Increment(ref _count));
                lock (_lock)
                    _lanes.Add(lane);
                new Thread(lane.Run, 256 * 1024) { IsBackground = true }.Start();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private List<T> Lanes<T>(Func<SinkLane, IReadOnlyList<T>> of)
    {
        lock (_lock)
            return [.. _lanes.SelectMany(of)];
    }
}

/// <summary>One callback.</summary>
/// <param name="Transaction">Which transaction it belongs to.</param>
/// <param name="At">When the whole of it had come, in stopwatch ticks.</param>
/// <param name="Record">The first record it tells of; empty when it tells none.</param>
/// <param name="Sequence">The sequence of the event it tells; 0 when it tells none.</param>
internal readonly record struct Arrival(Guid Transaction, long At, Guid Record, long Sequence);
