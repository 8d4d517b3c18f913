using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Deliveries;

/// <summary>
/// What this node has of one ordered subscription: one delivery is under way, and the next in sequence follows when it has arrived.
/// What did not arrive is let go of in the store with everything behind it. Until that is recorded nobody knows who has what comes in
/// behind it, so that is held, and then goes back to the store.
/// </summary>
internal sealed class Turn
{
    private readonly PriorityQueue<Delivery, (long Sequence, long Number)> _behind = new();
    private readonly List<long> _promised = [];
    private readonly List<LettingGo> _lettingGo = [];
    private readonly List<Delivery> _held = [];
    private Delivery? _ahead;

    /// <summary>Whether what comes next has to wait in the store.</summary>
    public bool IsLettingGo => _lettingGo.Count > 0 || _held.Count > 0;

    public bool IsEmpty => _ahead is null && !IsLettingGo && _behind.Count == 0 && _promised.Count == 0;

    /// <summary>A delivery of this sequence comes in a moment: nothing after it goes before it.</summary>
    public void Promise(long sequence) => _promised.Add(sequence);

    /// <summary>It came, or will not come.</summary>
    public void Release(long sequence) => _promised.Remove(sequence);

    /// <summary>Takes out what is promised.</summary>
    public IReadOnlyList<long> Disavow()
    {
        var promised = _promised.ToList();
        _promised.Clear();
        return promised;
    }

    /// <summary>A delivery that this node has.</summary>
    public void Add(Delivery delivery)
    {
        if (_lettingGo.Exists(letting => letting.First.FirstSequence <= delivery.FirstSequence) || _held.Exists(held => held.FirstSequence <= delivery.FirstSequence))
            Hold(delivery);
        else
            _behind.Enqueue(delivery, (delivery.FirstSequence, delivery.DeliveryNo));
    }

    /// <summary>A delivery that this node may not have any more.</summary>
    public void Hold(Delivery delivery) => _held.Add(delivery);

    /// <summary>Whether this very row is under way.</summary>
    public bool IsUnderWay(Delivery delivery) => _ahead?.DeliveryNo == delivery.DeliveryNo;

    /// <summary>Makes the next in sequence the one under way; null while it has to wait.</summary>
    public Delivery? Next() =>
        _ahead is null && _behind.TryPeek(out _, out var first) && !_promised.Exists(promised => promised < first.Sequence)
            ? _ahead = _behind.Dequeue()
            : null;

    /// <summary>The one under way arrived, or was given up.</summary>
    public void Arrived() => _ahead = null;

    /// <summary>The one under way did not arrive.</summary>
    public void Failed()
    {
        var failed = _ahead!;
        _ahead = null;
        LetGo(failed);
    }

    /// <summary>Nobody knows who has what is behind.</summary>
    public void HoldAll() => _held.AddRange(DropFrom(0));

    /// <summary>The first of what is held, to be given back to the store and everything behind it with it; null while something else is.</summary>
    public Delivery? NextBack()
    {
        if (_lettingGo.Count > 0 || _held.MinBy(held => held.FirstSequence) is not { } first)
            return null;
        _held.Remove(first);
        LetGo(first);
        return first;
    }

    /// <summary>What was let go of is recorded; gives what this node has nothing to do with any more.</summary>
    /// <param name="had">Whether this node had it; else what was behind it is still to be let go of.</param>
    public IReadOnlyList<Delivery> Recorded(Delivery first, bool had)
    {
        var letting = _lettingGo.Find(letting => ReferenceEquals(letting.First, first));
        if (letting is null)
            return [];
        _lettingGo.Remove(letting);
        if (had)
            return letting.Along;
        _held.AddRange(letting.Along);
        return [];
    }

    private void LetGo(Delivery first)
    {
        var along = DropFrom(first.FirstSequence).Concat(_held.Where(held => held.FirstSequence >= first.FirstSequence)).ToList();
        _held.RemoveAll(held => held.FirstSequence >= first.FirstSequence);
        _lettingGo.Add(new LettingGo(first, along));
    }

    private List<Delivery> DropFrom(long sequence)
    {
        var all = _behind.UnorderedItems.Select(item => item.Element).ToLookup(delivery => delivery.FirstSequence >= sequence);
        _behind.Clear();
        foreach (var before in all[false])
            Add(before);
        return [.. all[true]];
    }

    /// <param name="Along">What was behind the first, and is let go of with it.</param>
    private sealed record LettingGo(Delivery First, IReadOnlyList<Delivery> Along);
}
