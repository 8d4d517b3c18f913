using System.Runtime.InteropServices;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions;

/// <summary>
/// What this node works on at once, without asking the store for it: room is reserved before a message is stored under this
/// node's name, and the work is handed over once it is durable. Without room it is left to whoever asks the store, but for a partner
/// that has little here: however much others send, it does not wait behind them. Short work and long work stand in lanes of their own.
/// </summary>
internal sealed class WorkQueue(WorkerIdentity worker, IOptions<TransactionOptions> options) : IDisposable
{
    // Always let in, of each partner.
    private const int Minimum = 16;

    private readonly Dictionary<string, int> _byPartner = new(StringComparer.Ordinal);
    private readonly Bell _bell = new();
    private readonly Lock _gate = new();
    private int _count;
    private long _bytes;
    private bool _closed;
    private bool _moreInStore;

    public WorkLane Short { get; } = new(int.MaxValue);

    public WorkLane Long { get; } = new(options.Value.LongAtOnce);

    /// <summary>How much room work takes. Long is what makes more than one callback, or what nobody counted.</summary>
    /// <param name="bytes">Of its content; null when that is so long that it is kept apart and read from there.</param>
    /// <param name="items">How many it asks; null when they are not counted.</param>
    public WorkSize SizeOf(int? bytes, int? items) => new(bytes ?? 0, bytes is null || items is null || items > options.Value.CallbackItems);

    /// <summary>The name to store the work under, null when there is no room; then <see cref="Hand"/> or <see cref="Withdraw"/> must follow.</summary>
    public string? TryReserve(string partnerId, WorkSize size)
    {
        lock (_gate)
        {
            var full = _count >= options.Value.QueueMessages || _bytes + size.Bytes > options.Value.QueueBytes;
            if (_closed || (full && _byPartner.GetValueOrDefault(partnerId) >= Minimum))
                return null;
            Count(partnerId, size);
            return worker.Id;
        }
    }

    /// <summary>Hands over work for which room was reserved and that is durable.</summary>
    public void Hand(WaitingWork waiting) => LaneOf(waiting).Add(waiting);

    /// <summary>Takes in work that was claimed from the store, whether there is room or not.</summary>
    public void Take(WaitingWork waiting)
    {
        lock (_gate)
            Count(waiting.Work.PartnerId, waiting.Size);
        Hand(waiting);
    }

    /// <summary>The work that was taken from its lane is done, or nothing more can be done about it here.</summary>
    public void Ended(WaitingWork taken)
    {
        LaneOf(taken).Ended(taken);
        Withdraw(taken.Work.PartnerId, taken.Size);
    }

    /// <summary>Gives reserved room back: nothing came of it.</summary>
    public void Withdraw(string partnerId, WorkSize size)
    {
        bool wanted;
        lock (_gate)
        {
            _count--;
            _bytes -= size.Bytes;
            if (--CollectionsMarshal.GetValueRefOrNullRef(_byPartner, partnerId) == 0)
                _byPartner.Remove(partnerId);
            wanted = _moreInStore && RoomWithin() >= options.Value.QueueMessages / 2;
        }

        if (wanted)
            _bell.Ring();
    }

    /// <summary>Says that there is work in the store that nobody has.</summary>
    public void Wake()
    {
        lock (_gate)
            _moreInStore = true;
        _bell.Ring();
    }

    /// <summary>Says what the last look at the store showed: whether there is more than was taken.</summary>
    public void Looked(bool more)
    {
        lock (_gate)
            _moreInStore = more;
    }

    /// <summary>How much work could be taken now.</summary>
    public int Room()
    {
        lock (_gate)
            return RoomWithin();
    }

    /// <summary>Takes in nothing more.</summary>
    public void Close()
    {
        lock (_gate)
            _closed = true;
    }

    /// <summary>Waits until it is worth looking into the store, at most this long.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _bell.WaitAsync(longest, cancellationToken);

    public void Dispose()
    {
        _bell.Dispose();
        Short.Dispose();
        Long.Dispose();
    }

    private WorkLane LaneOf(WaitingWork waiting) => waiting.Size.Long ? Long : Short;

    private void Count(string partnerId, WorkSize size)
    {
        _count++;
        _bytes += size.Bytes;
        CollectionsMarshal.GetValueRefOrAddDefault(_byPartner, partnerId, out _)++;
    }

    private int RoomWithin() => _closed || _bytes >= options.Value.QueueBytes ? 0 : Math.Max(0, options.Value.QueueMessages - _count);
}
