using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Storage.Sql.Deliveries;

namespace Dci.CrvsApi.Storage.Sql.Subscriptions;

/// <summary>One subscription while events and deliveries are added to it: read once, written once, whatever is added in between.</summary>
internal sealed class SubscriptionLane
{
    public const string ReadOwner = "SELECT COUNT(*), COUNT(worker_id), MIN(worker_id), MAX(worker_id), MAX(due_at) FROM delivery WHERE subscription_no = @no AND state = 0";

    private const string Read = "SELECT last_sequence, dispatched_sequence, open_deliveries, state, ordered FROM subscription WHERE subscription_no = @no";

    private const string Write =
        """
        UPDATE subscription SET last_sequence = @last, dispatched_sequence = @dispatched, open_deliveries = open_deliveries + @added
        WHERE subscription_no = @no
        """;

    private readonly long _number;
    private readonly bool _ordered;
    private readonly SubscriptionState _state;
    private long _last;
    private int _added;
    private LaneOwner _owner = LaneOwner.Empty;
    private DateTimeOffset _latestDue;

    private SubscriptionLane(SqlSession session, SqlStatement row, long number)
    {
        _number = number;
        _last = row.Int64(0);
        Dispatched = row.Int64(1);
        _state = (SubscriptionState)row.Int64(3);
        _ordered = row.Int64(4) != 0;
        if (_ordered && row.Int64(2) > 0)
            (_owner, _latestDue) = Owner(session.Prepare(ReadOwner), number);
    }

    public long Dispatched { get; private set; }

    public bool IsActive => _state == SubscriptionState.Active;

    /// <summary>Null when the subscription is unknown or has ended.</summary>
    public static SubscriptionLane? Find(SqlSession session, long number)
    {
        var read = session.Prepare(Read);
        read.Bind(1, number);
        try
        {
            return read.Read() && read.Int64(3) < (long)SubscriptionState.Ended ? new SubscriptionLane(session, read, number) : null;
        }
        finally
        {
            read.Reset();
        }
    }

    /// <summary>Takes the next sequence number; false when it is not the next.</summary>
    public bool TryCount(long sequence)
    {
        if (sequence != _last + 1)
            return false;
        _last = sequence;
        return true;
    }

    /// <summary>Whether all of these can follow what was put into the outbox before.</summary>
    public bool Admits(IReadOnlyList<NewDelivery> deliveries)
    {
        if (!IsActive)
            return false;
        var (owner, dispatched) = (_owner, Dispatched);
        foreach (var delivery in deliveries)
        {
            if (delivery.FirstSequence != dispatched + 1 || delivery.LastSequence > _last || (_ordered && !owner.Admits(delivery.WorkerId)))
                return false;
            dispatched = delivery.LastSequence;
            owner = owner.With(delivery.WorkerId);
        }

        return true;
    }

    /// <summary>Puts a delivery that is admitted into the outbox. What is ordered is never due before what it follows.</summary>
    public Delivery Add(SqlSession session, DeliveryInsert insert, NewDelivery delivery)
    {
        if (delivery.SubscriptionNo != _number)
            throw new InvalidOperationException("A delivery names another subscription than its notice.");
        var made = _ordered && delivery.DueAt < _latestDue ? delivery with { DueAt = _latestDue } : delivery;
        _latestDue = made.DueAt;
        _owner = _owner.With(made.WorkerId);
        Dispatched = made.LastSequence;
        _added++;
        return Delivery.Of(made, insert.Run(session, made));
    }

    public void Save(SqlSession session)
    {
        var write = session.Prepare(Write);
        write.Bind(1, _last);
        write.Bind(2, Dispatched);
        write.Bind(3, _added);
        write.Bind(4, _number);
        write.Execute();
    }

    private static (LaneOwner Owner, DateTimeOffset LatestDue) Owner(SqlStatement read, long number)
    {
        read.Bind(1, number);
        try
        {
            if (!read.Read() || read.Int64(0) == 0)
                return (LaneOwner.Empty, default);
            var (owned, first, last) = (read.Int64(0) == read.Int64(1), read.TextOrNull(2), read.TextOrNull(3));
            return (new LaneOwner(false, owned && first == last ? first : null), read.Instant(4));
        }
        finally
        {
            read.Reset();
        }
    }
}
