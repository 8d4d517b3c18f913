using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Tests.Deliveries.Order;

/// <summary>Subscriptions with events without end, nodes that tell them, receivers that answer as they like; what they see is held against the order.</summary>
internal sealed class ModelWorld : IDisposable
{
    public const int PerDestination = 3;
    public const int Rows = 12;
    private const int Window = 8;
    private const int Subscriptions = 5;
    private const int Destinations = 2;

    private readonly Random _random;
    private readonly List<ModelNode> _nodes = [];
    private readonly long[] _made = new long[Subscriptions];
    private readonly long[] _dispatched = new long[Subscriptions];
    private readonly SortedSet<long>[] _arrived = [.. Enumerable.Range(0, Subscriptions).Select(_ => new SortedSet<long>())];
    private int _lastNode;
    private bool _well;

    public ModelWorld(int seed)
    {
        _random = new Random(seed);
        _nodes.Add(new ModelNode(this, ++_lastNode));
        _nodes.Add(new ModelNode(this, ++_lastNode));
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    public DateTimeOffset Now => Clock.GetUtcNow();

    public ModelOutbox Outbox { get; } = new();

    public void Run(int steps)
    {
        for (var step = 0; step < steps; step++)
            Step();
        _well = true;
        for (var step = 0; step < 100 * steps && !IsDone; step++)
            Step();
        Assert.That(IsDone, Is.True, "Something was never delivered.");
        for (var sub = 0; sub < Subscriptions; sub++)
            Assert.That(_arrived[sub], Is.EqualTo(Sequences(_made[sub])));
        foreach (var node in _nodes)
            Assert.That(node.Queue.Rows, Is.Zero, "Room was not given back.");
    }

    /// <summary>A receiver gets it now.</summary>
    public void Seen(Delivery delivery)
    {
        if (delivery.SubscriptionNo is { } sub)
            Assert.That(_arrived[sub].Count(sequence => sequence < delivery.FirstSequence), Is.EqualTo(delivery.FirstSequence - 1), $"Sequence {delivery.FirstSequence} of {sub} came before its time.");
    }

    /// <summary>What the receiver says.</summary>
    public DeliveryState Judge(Delivery delivery, Random random)
    {
        var state = _well || random.Next(10) < 7 ? DeliveryState.Delivered : random.Next(10) == 0 ? DeliveryState.Dead : DeliveryState.Waiting;
        if (state != DeliveryState.Waiting && delivery.SubscriptionNo is { } sub)
            _arrived[sub].Add(delivery.FirstSequence);
        return state;
    }

    public void Dispose() => _nodes.ForEach(node => node.Dispose());

    private bool IsDone => Outbox.Open == 0 && _nodes.TrueForAll(node => node.IsIdle) && _made.SequenceEqual(_dispatched);

    private static IEnumerable<long> Sequences(long last) => Enumerable.Range(1, (int)last).Select(sequence => (long)sequence);

    private void Step()
    {
        switch (_random.Next(20))
        {
            case 0:
                Clock.Advance(TimeSpan.FromSeconds(1));
                break;
            case 1 or 2 or 3 when !_well:
                Happen(_random.Next(Subscriptions), _random.Next(1, 4));
                break;
            case 4 when !_well && _random.Next(20) == 0:
                Crash();
                break;
            case < 8:
                Dispatch(_random.Next(Subscriptions));
                break;
            default:
                _nodes[_random.Next(_nodes.Count)].Step(_random);
                break;
        }
    }

    private void Happen(int sub, int events)
    {
        _made[sub] += events;
        Dispatch(sub);
    }

    // By either node, and at the same time: what the one put into the outbox the other does not have.
    private void Dispatch(int sub)
    {
        var node = _nodes[_random.Next(_nodes.Count)];
        var room = Window - Outbox.OpenOf(sub);
        if (_made[sub] == _dispatched[sub] || room <= 0 || _nodes.Exists(each => each.IsTelling))
            return;
        var first = _dispatched[sub] + 1;
        var last = Math.Min(_made[sub], _dispatched[sub] + room);
        _dispatched[sub] = last;
        node.Tell([.. Enumerable.Range((int)first, (int)(last - first + 1)).Select(sequence => Draft(sub, sequence))], refused => _dispatched[sub] = Math.Min(_dispatched[sub], refused.FirstSequence - 1));
    }

    private void Crash()
    {
        var which = _random.Next(_nodes.Count);
        if (_nodes[which].IsTelling)
            return;
        Outbox.Abandon(_nodes[which].Worker);
        _nodes[which].Dispose();
        _nodes[which] = new ModelNode(this, ++_lastNode);
    }

    private NewDelivery Draft(int sub, int sequence) => new()
    {
        MessageId = $"{sub}-{sequence}",
        PartnerId = "spp",
        Action = "notify",
        CorrelationId = "c-1",
        Address = $"https://{sub % Destinations}.example/",
        Destination = $"https://{sub % Destinations}.example",
        Header = default,
        Message = default,
        CreatedAt = Now,
        DueAt = Now,
        GiveUpAt = Now.AddDays(30),
        SubscriptionNo = sub,
        Ordered = true,
        FirstSequence = sequence,
        LastSequence = sequence,
    };
}
