using System.Collections.Concurrent;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Tests.Deliveries;

/// <summary>An outbox without a database, which can be away and tells when something is settled.</summary>
internal sealed class DeliveriesInMemory : IDeliveryStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Row> _rows = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Row>> _ends = new();
    private long _last;

    /// <summary>While it is, every write fails.</summary>
    public volatile bool Away;

    public int FailedSettlements;

    /// <summary>Most rows that were claimed at the same time.</summary>
    public int MostClaimed { get; private set; }

    public ConcurrentQueue<Settlement> Settlements { get; } = new();

    public IReadOnlyList<Row> Rows
    {
        get
        {
            lock (_gate)
                return [.. _rows.Values];
        }
    }

    public Delivery Add(NewDelivery made)
    {
        lock (_gate)
        {
            var delivery = Delivery.Of(made, ++_last);
            _rows[_last] = new Row(delivery);
            return delivery;
        }
    }

    /// <summary>The delivery once it is delivered or dead.</summary>
    public Task<Row> EndOf(string messageId) => End(messageId).Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>The delivery once it has been settled in any way so often.</summary>
    public async Task<Row> SettledAsync(string messageId, int times = 1)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            lock (_gate)
            {
                var row = _rows.Values.Single(row => row.Delivery.MessageId == messageId);
                if (row.Settled >= times)
                    return row;
            }

            await Task.Delay(5, limit.Token);
        }
    }

    public Task<IReadOnlyList<string>> ListDueDestinationsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<string>>([.. Due(now).Select(row => row.Delivery.Destination).Distinct()]);
    }

    public Task<IReadOnlyList<Delivery>> ClaimAsync(string workerId, string destination, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var claimed = Due(now).Where(row => row.Delivery.Destination == destination).OrderBy(row => row.Delivery.DueAt).Take(limit).ToList();
            foreach (var row in claimed)
                row.Delivery = row.Delivery with { WorkerId = workerId };
            MostClaimed = Math.Max(MostClaimed, _rows.Values.Count(row => row.State == DeliveryState.Waiting && row.Delivery.WorkerId is not null));
            return Task.FromResult<IReadOnlyList<Delivery>>([.. claimed.Select(row => row.Delivery)]);
        }
    }

    public Task<IReadOnlyList<Delivery>> FindOwnAsync(string workerId, IReadOnlyCollection<string> messageIds, CancellationToken cancellationToken)
    {
        if (Away)
            throw new IOException("The store is away.");
        lock (_gate)
            return Task.FromResult<IReadOnlyList<Delivery>>([.. _rows.Values.Select(row => row.Delivery).Where(delivery => delivery.WorkerId == workerId && messageIds.Contains(delivery.MessageId))]);
    }

    public Task<bool> SettleAsync(Settlement settlement, CancellationToken cancellationToken)
    {
        if (Away)
        {
            Interlocked.Increment(ref FailedSettlements);
            throw new IOException("The store is away.");
        }

        lock (_gate)
        {
            Settlements.Enqueue(settlement);
            var row = _rows[settlement.DeliveryNo];
            if (row.Delivery.WorkerId != settlement.WorkerId || row.State != DeliveryState.Waiting)
                return Task.FromResult(false);
            row.Settle(settlement);
            if (row.State != DeliveryState.Waiting)
                End(row.Delivery.MessageId).TrySetResult(row);
            return Task.FromResult(true);
        }
    }

    public Task<DeliveryHistory?> FindAsync(string messageId, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_rows.Values.FirstOrDefault(row => row.Delivery.MessageId == messageId) is { } row ? new DeliveryHistory(row.Summary, [.. row.Attempts]) : null);
    }

    public Task<DeliveryBacklog> ReadBacklogAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var waiting = _rows.Values.Where(row => row.State == DeliveryState.Waiting).ToList();
            return Task.FromResult(new DeliveryBacklog(
                waiting.GroupBy(row => row.Delivery.PartnerId).ToDictionary(partner => partner.Key, partner => partner.Count()),
                _rows.Values.Count(row => row.State == DeliveryState.Dead),
                waiting.Count == 0 ? null : waiting.Min(row => row.Delivery.DueAt)));
        }
    }

    public Task<int> ExpireAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<IReadOnlyList<DeliverySummary>> ListAsync(DeliveryFilter filter, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeliverySummary>>([.. Rows.Select(row => row.Summary)]);

    public Task<int> ReplayAsync(DeadLetters which, DateTimeOffset now, DateTimeOffset giveUpAt, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<int> PruneAsync(DateTimeOffset eraseBefore, DateTimeOffset forgetBefore, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

    private IEnumerable<Row> Due(DateTimeOffset now) =>
        _rows.Values.Where(row => row.State == DeliveryState.Waiting && row.Delivery.WorkerId is null && row.Delivery.DueAt <= now);

    private TaskCompletionSource<Row> End(string messageId) =>
        _ends.GetOrAdd(messageId, _ => new TaskCompletionSource<Row>(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>A delivery, how it stands and what was tried.</summary>
    internal sealed class Row(Delivery delivery)
    {
        public Delivery Delivery { get; set; } = delivery;

        public DeliveryState State { get; private set; }

        public string? Reason { get; private set; }

        public int Settled { get; private set; }

        public List<DeliveryAttempt> Attempts { get; } = [];

        public IEnumerable<string?> Faults => Attempts.Select(attempt => attempt.Fault);

        public DeliverySummary Summary => new(
            Delivery.MessageId, Delivery.PartnerId, Delivery.Action, Delivery.CorrelationId, Delivery.Destination, State, Attempts.Count, Delivery.CreatedAt, Delivery.DueAt, Delivery.GiveUpAt, null, Reason, Erased: false);

        public void Settle(Settlement settlement)
        {
            State = settlement.State;
            Reason = settlement.Reason;
            Settled++;
            if (settlement.Attempt is { } attempt)
                Attempts.Add(attempt);
            Delivery = Delivery with { WorkerId = null, DueAt = settlement.DueAt, Attempts = Attempts.Count };
        }
    }
}
