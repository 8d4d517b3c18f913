namespace Dci.CrvsApi.Transactions;

/// <summary>Work that waits. It is taken in turns from all partners that have some, so whoever sends much waits behind himself only.</summary>
/// <param name="perPartner">Most works of one partner that may be under way.</param>
internal sealed class WorkLane(int perPartner) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);
    private readonly Queue<Share> _turns = new();

    // As many as there are turns.
    private readonly SemaphoreSlim _ready = new(0);

    public void Add(WaitingWork waiting)
    {
        lock (_gate)
        {
            if (!_shares.TryGetValue(waiting.Work.PartnerId, out var share))
                _shares.Add(waiting.Work.PartnerId, share = new Share());
            share.Waiting.Enqueue(waiting);
            QueueUp(share);
        }
    }

    /// <summary>Waits for the next one; <see cref="Ended"/> must follow.</summary>
    public async Task<WaitingWork> TakeAsync(CancellationToken cancellationToken)
    {
        await _ready.WaitAsync(cancellationToken);
        lock (_gate)
        {
            var share = _turns.Dequeue();
            share.InTurn = false;
            share.Running++;
            var next = share.Waiting.Dequeue();
            QueueUp(share);
            return next;
        }
    }

    public void Ended(WaitingWork taken)
    {
        lock (_gate)
        {
            var share = _shares[taken.Work.PartnerId];
            share.Running--;
            if (share.Running == 0 && share.Waiting.Count == 0)
                _shares.Remove(taken.Work.PartnerId);
            QueueUp(share);
        }
    }

    public void Dispose() => _ready.Dispose();

    private void QueueUp(Share share)
    {
        if (share.InTurn || share.Waiting.Count == 0 || share.Running >= perPartner)
            return;
        share.InTurn = true;
        _turns.Enqueue(share);
        _ready.Release();
    }

    private sealed class Share
    {
        public Queue<WaitingWork> Waiting { get; } = new();

        public int Running { get; set; }

        public bool InTurn { get; set; }
    }
}
