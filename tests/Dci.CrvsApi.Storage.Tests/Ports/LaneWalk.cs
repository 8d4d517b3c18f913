using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;
using static Dci.CrvsApi.Storage.Tests.SubscriptionBuilder;

namespace Dci.CrvsApi.Storage.Tests.Ports;

/// <summary>
/// Two workers and one ordered subscription, in any order of what can happen to them: events, deliveries that arrive or don't, pauses,
/// and workers that are lost with what they have, sometimes after it arrived.
/// </summary>
internal sealed class LaneWalk(RegisterStorage storage, Random random)
{
    private const int Window = 8;

    private readonly Dictionary<string, Queue<Delivery>> _memory = new() { ["v"] = new(), ["w"] = new() };
    private Subscription _subscription = null!;
    private DateTimeOffset _now = Now;

    /// <summary>Sequences in the order in which they arrived, without repetitions.</summary>
    public List<int> Arrived { get; } = [];

    public int Told { get; private set; }

    private ISubscriptionStore Subscriptions => storage.Subscriptions;

    public async Task Begin()
    {
        _subscription = await Subscriptions.SaveAsync(Listening(), default);
        foreach (var worker in _memory.Keys)
            await storage.Workers.SignInAsync(worker, Now.AddYears(1), default);
    }

    public async Task Step()
    {
        _now = _now.AddSeconds(random.Next(20));
        var worker = random.Next(2) == 0 ? "v" : "w";
        await (random.Next(20) switch
        {
            < 6 => Tell(worker),
            < 8 => Dispatch(worker),
            < 11 => Claim(worker),
            < 17 => Send(worker),
            17 => Lose(worker),
            _ => Hold(),
        });
        await Check();
    }

    /// <summary>Lets everything come to its end.</summary>
    public async Task Finish()
    {
        await Subscriptions.ChangeAsync(_subscription.SubscriptionNo, SubscriptionState.Active, null, _now, default);
        for (var i = 0; i < 1000 && Arrived.Count < Told; i++)
        {
            _now = _now.AddMinutes(10);
            await Dispatch("v");
            foreach (var worker in _memory.Keys)
            {
                await Claim(worker);
                while (_memory[worker].Count > 0)
                    await Send(worker, arrives: true);
            }
        }

        await Check();
    }

    private async Task Tell(string worker)
    {
        var sequence = (await Subscriptions.Again(_subscription)).LastSequence + 1;
        var made = _subscription.Notification(sequence, random.Next(4) == 0 ? null : worker) with { DueAt = _now, GiveUpAt = Now.AddYears(1) };
        var stored = await Subscriptions.Tell(new Notice(_subscription.SubscriptionNo, Event(sequence), random.Next(5) == 0 ? null : made));
        Told++;
        Keep(stored!);
    }

    private async Task Dispatch(string worker)
    {
        foreach (var ready in await Subscriptions.ListReadyAsync(_now, Window, 0, 9, default))
        {
            var events = await Subscriptions.ReadEventsAsync(ready.SubscriptionNo, ready.DispatchedSequence, 1 + random.Next(Window / 2), default);
            var deliveries = events.Select(told => ready.Notification(told.Sequence, random.Next(2) == 0 ? null : worker) with { DueAt = _now, GiveUpAt = Now.AddYears(1) });
            var dispatch = new Dispatch { SubscriptionNo = ready.SubscriptionNo, After = ready.DispatchedSequence, Deliveries = [.. deliveries] };
            Keep(await Subscriptions.DispatchAsync(dispatch, default) ?? []);
        }
    }

    private async Task Claim(string worker)
    {
        foreach (var delivery in await storage.Deliveries.ClaimAsync(worker, Destination, _now, 1 + random.Next(Window), default))
            _memory[worker].Enqueue(delivery);
    }

    private async Task Send(string worker, bool? arrives = null)
    {
        if (!_memory[worker].TryDequeue(out var delivery))
            return;
        var sent = arrives ?? random.Next(3) > 0;
        if (!sent && random.Next(3) == 0)
        {
            await storage.Deliveries.SettleAsync(Settlement(delivery, worker, DeliveryState.Waiting, null), default);
            _memory[worker].Clear();
            return;
        }

        if (sent)
            Arrive((int)delivery.FirstSequence);
        if (arrives is null && random.Next(12) == 0)
        {
            await Lose(worker);
            return;
        }

        var attempt = new DeliveryAttempt(delivery.Attempts + 1, _now, sent ? 200 : 503, TimeSpan.Zero, sent ? null : "server_error");
        var recorded = await storage.Deliveries.SettleAsync(Settlement(delivery, worker, sent ? DeliveryState.Delivered : DeliveryState.Waiting, attempt), default);
        if (!recorded || !sent)
            _memory[worker].Clear();
    }

    private void Arrive(int sequence)
    {
        Assert.That(sequence, Is.LessThanOrEqualTo(Arrived.Count + 1), "nothing overtakes");
        if (sequence > Arrived.Count)
            Arrived.Add(sequence);
    }

    private async Task Lose(string worker)
    {
        _memory[worker].Clear();
        await storage.Workers.SignOffAsync(worker, default);
        await storage.Workers.SignInAsync(worker, Now.AddYears(1), default);
    }

    private async Task Hold()
    {
        var state = (await Subscriptions.Again(_subscription)).State == SubscriptionState.Active ? SubscriptionState.Paused : SubscriptionState.Active;
        await Subscriptions.ChangeAsync(_subscription.SubscriptionNo, state, null, _now, default);
    }

    private void Keep(IEnumerable<Delivery?> stored)
    {
        foreach (var delivery in stored)
            if (delivery is { WorkerId: { } owner })
                _memory[owner].Enqueue(delivery);
    }

    private Settlement Settlement(Delivery delivery, string worker, DeliveryState state, DeliveryAttempt? attempt) =>
        new(delivery.DeliveryNo, worker, state, _now, attempt, _now.AddSeconds(random.Next(40)), state == DeliveryState.Delivered ? null : "It answered 503.");

    private async Task Check()
    {
        var waiting = await storage.Deliveries.ListAsync(new DeliveryFilter(DeliveryState.Waiting, null, 10_000), default);
        var standing = await Subscriptions.Again(_subscription);
        Assert.That(standing.OpenDeliveries, Is.EqualTo(waiting.Count));
        Assert.That(standing.LastSequence, Is.EqualTo(Told));
        Assert.That(standing.DeliveredSequence, Is.LessThanOrEqualTo(Arrived.Count));
    }
}
