using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Tests.Deliveries.Order;

/// <summary>The rules of an outbox for what is in order, and nothing else: no thread, no clock of its own.</summary>
internal sealed class ModelOutbox
{
    private readonly SortedDictionary<long, Row> _rows = [];
    private long _last;

    public int Open => _rows.Count;

    public int OpenOf(long subscription) => _rows.Values.Count(row => row.Delivery.SubscriptionNo == subscription);

    /// <summary>Null when something of the subscription waits that its worker does not have.</summary>
    public Delivery? Add(NewDelivery made)
    {
        if (made.Ordered && made.WorkerId is not null && _rows.Values.Any(row => row.Delivery.SubscriptionNo == made.SubscriptionNo && row.Worker != made.WorkerId))
            return null;
        var delivery = Delivery.Of(made, ++_last);
        _rows.Add(_last, new Row(delivery, made.WorkerId, made.DueAt));
        return delivery;
    }

    public IReadOnlyList<string> DueDestinations(DateTimeOffset now) =>
        [.. _rows.Values.Where(row => row.Worker is null && row.DueAt <= now).Select(row => row.Delivery.Destination).Distinct()];

    public IReadOnlyList<Delivery> Claim(string worker, string destination, DateTimeOffset now, int limit)
    {
        var claimed = new List<Delivery>();
        foreach (var row in _rows.Values.Where(row => row.Worker is null && row.DueAt <= now && row.Delivery.Destination == destination).OrderBy(row => row.DueAt).ThenBy(row => row.Delivery.DeliveryNo))
        {
            if (claimed.Count == limit)
                break;
            if (row.Delivery.Ordered && Before(row).Any(earlier => earlier.Worker != worker))
                continue;
            row.Worker = worker;
            claimed.Add(row.Delivery with { WorkerId = worker, DueAt = row.DueAt });
        }

        return claimed;
    }

    public bool Settle(long deliveryNo, string worker, DeliveryState state, DateTimeOffset dueAt)
    {
        if (!_rows.TryGetValue(deliveryNo, out var row) || row.Worker != worker)
            return false;
        if (state != DeliveryState.Waiting)
            return _rows.Remove(deliveryNo);
        row.Free(dueAt);
        if (row.Delivery.Ordered)
        {
            foreach (var behind in _rows.Values.Where(other => other.Delivery.SubscriptionNo == row.Delivery.SubscriptionNo && other.Delivery.FirstSequence > row.Delivery.FirstSequence))
                behind.Free(dueAt);
        }

        return true;
    }

    /// <summary>The worker is gone: what it had is for whoever asks.</summary>
    public void Abandon(string worker)
    {
        foreach (var row in _rows.Values.Where(row => row.Worker == worker))
            row.Worker = null;
    }

    private IEnumerable<Row> Before(Row row) =>
        _rows.Values.Where(other => other.Delivery.SubscriptionNo == row.Delivery.SubscriptionNo && other.Delivery.FirstSequence < row.Delivery.FirstSequence);

    private sealed class Row(Delivery delivery, string? worker, DateTimeOffset dueAt)
    {
        public Delivery Delivery { get; } = delivery;

        public string? Worker { get; set; } = worker;

        public DateTimeOffset DueAt { get; private set; } = dueAt;

        public void Free(DateTimeOffset dueAt) => (Worker, DueAt) = (null, dueAt);
    }
}
