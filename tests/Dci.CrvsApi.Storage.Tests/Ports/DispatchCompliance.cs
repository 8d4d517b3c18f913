using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;
using static Dci.CrvsApi.Storage.Tests.SubscriptionBuilder;

namespace Dci.CrvsApi.Storage.Tests.Ports;

/// <summary>Events that waited, and how they come into the outbox after all.</summary>
internal abstract class DispatchCompliance : StoreFixture
{
    private const int Window = 4;

    private ISubscriptionStore Subscriptions => Storage.Subscriptions;

    [Test]
    public async Task Puts_what_waited_behind_what_is_there()
    {
        var one = await Waiting(5);
        await Dispatched(one, 0, 2);

        var stored = await Dispatch(one, 2, one.Notification(3), one.Notification(4) with { LastSequence = 5 });

        Assert.That(stored!.Select(delivery => (delivery.FirstSequence, delivery.LastSequence)), Is.EqualTo(new[] { (3L, 3L), (4L, 5L) }));
        Assert.That(((await Subscriptions.Again(one)).DispatchedSequence, (await Subscriptions.Again(one)).OpenDeliveries), Is.EqualTo((5L, 4)));
    }

    [Test]
    public async Task Puts_nothing_when_another_was_faster()
    {
        var one = await Waiting(5);

        var won = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Dispatch(one, 0, one.Notification(1), one.Notification(2)))));

        Assert.That(won.Count(stored => stored is not null), Is.EqualTo(1));
        Assert.That((await Subscriptions.Again(one)).OpenDeliveries, Is.EqualTo(2));
    }

    [TestCase(SubscriptionState.Paused)]
    [TestCase(SubscriptionState.Suspended)]
    [TestCase(SubscriptionState.Ended)]
    public async Task Puts_nothing_for_what_is_held_or_has_ended(SubscriptionState state)
    {
        var one = await Waiting(1);
        await Subscriptions.ChangeAsync(one.SubscriptionNo, state, null, Now, default);

        Assert.That(await Dispatch(one, 0, one.Notification(1)), Is.Null);
        Assert.That(await Storage.Deliveries.ListAsync(new DeliveryFilter(null, null, 9), default), Is.Empty);
    }

    [Test]
    public async Task Puts_all_or_nothing_when_the_worker_does_not_have_what_waits()
    {
        var one = await Waiting(5);
        await Dispatched(one, 0, 1);

        Assert.That(await Dispatch(one, 1, one.Notification(2, "w"), one.Notification(3, "w")), Is.Null);
        Assert.That(await Dispatch(one, 1, one.Notification(2), one.Notification(3, null), one.Notification(4)), Is.Null, "nobody has the second");
        Assert.That((await Subscriptions.Again(one)).OpenDeliveries, Is.EqualTo(1));
        Assert.That(await Dispatch(one, 1, one.Notification(2), one.Notification(3, null), one.Notification(4, null)), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Leaves_no_gap_and_goes_no_further_than_there_are_events()
    {
        var one = await Waiting(3);

        Assert.That(await Dispatch(one, 0, one.Notification(2)), Is.Null);
        Assert.That(await Dispatch(one, 0, one.Notification(1), one.Notification(3)), Is.Null);
        Assert.That(await Dispatch(one, 0, one.Notification(1) with { LastSequence = 4 }), Is.Null);
        Assert.That(await Dispatch(one, 0, one.Notification(1) with { LastSequence = 3 }), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Lists_who_has_events_and_room()
    {
        var ready = await Waiting(1, Listening("ready"));
        var full = await Waiting(9, Listening("full"));
        await Dispatched(full, 0, 3);
        var half = await Waiting(9, Listening("half"));
        await Dispatched(half, 0, 2);
        var told = await Subscriptions.SaveAsync(Listening("told"), default);
        await Subscriptions.Tell(told.Told(1));
        await Waiting(1, Listening("pulled") with { Address = null });
        var held = await Waiting(1, Listening("held"));
        await Subscriptions.ChangeAsync(held.SubscriptionNo, SubscriptionState.Paused, null, Now, default);

        Assert.That(await Ready(Now), Is.EquivalentTo(new[] { ready.SubscriptionNo, half.SubscriptionNo }));
        Assert.That(await Subscriptions.ListReadyAsync(Now, Window, 0, 1, default), Has.Count.EqualTo(1));
        Assert.That((await Subscriptions.ListReadyAsync(Now, Window, ready.SubscriptionNo, 99, default)).Select(one => one.SubscriptionNo), Is.EqualTo(new[] { half.SubscriptionNo }.Where(no => no > ready.SubscriptionNo)));
        await Subscriptions.ChangeAsync(held.SubscriptionNo, SubscriptionState.Active, null, Now, default);
        Assert.That(await Ready(Now), Does.Contain(held.SubscriptionNo));
    }

    [Test]
    public async Task Lists_no_lane_that_fails_until_it_is_empty_or_well()
    {
        var one = await Waiting(9);
        await Dispatch(one, 0, one.Notification(1, null));
        var sent = await Claimed();
        await Storage.Deliveries.SettleAsync(sent.Settled(DeliveryState.Waiting, attempt: Attempt(1)), default);

        Assert.That(await Ready(Now), Is.Empty);
        sent = await Claimed();
        await Storage.Deliveries.SettleAsync(sent.Settled(DeliveryState.Dead, attempt: Attempt(2)), default);
        Assert.That(await Ready(Now), Has.Count.EqualTo(1));

        async Task<Delivery> Claimed() => (await Storage.Deliveries.ClaimAsync(Worker, Destination, Now.AddHours(1), 9, default)).Single();
    }

    [Test]
    public async Task Lists_what_is_collected_when_it_is_due_with_or_without_events()
    {
        var empty = await Subscriptions.SaveAsync(Listening("empty") with { CollectAt = Now.AddHours(1) }, default);
        var some = await Waiting(3, Listening("some") with { CollectAt = Now.AddHours(2) });

        Assert.That(await Ready(Now.AddMinutes(59)), Is.Empty);
        Assert.That(await Ready(Now.AddHours(1)), Is.EqualTo(new[] { empty.SubscriptionNo }));
        Assert.That(await Ready(Now.AddHours(2)), Is.EqualTo(new[] { empty.SubscriptionNo, some.SubscriptionNo }));

        var dispatch = new Dispatch { SubscriptionNo = some.SubscriptionNo, After = 0, Deliveries = [some.Notification(1) with { LastSequence = 3 }], CollectAt = Now.AddDays(1) };
        Assert.That(await Subscriptions.DispatchAsync(dispatch, default), Has.Count.EqualTo(1));
        Assert.That(await Subscriptions.DispatchAsync(new Dispatch { SubscriptionNo = empty.SubscriptionNo, After = 0, Deliveries = [], CollectAt = Now.AddDays(1) }, default), Is.Empty);
        Assert.That(await Ready(Now.AddHours(2)), Is.Empty);
        Assert.That((await Subscriptions.Again(some)).CollectAt, Is.EqualTo(Now.AddDays(1)));
    }

    [Test]
    public async Task Goes_on_behind_what_was_kept_too_long()
    {
        var one = await Waiting(5);
        await Subscriptions.PruneAsync(Now, Now.AddSeconds(4), 100, default);

        Assert.That(await Dispatch(one, 0, one.Notification(1)), Is.Null);
        Assert.That(await Dispatch(one, 3, one.Notification(4), one.Notification(5)), Has.Count.EqualTo(2));
    }

    private async Task<Subscription> Waiting(int events, NewSubscription? made = null)
    {
        var one = await Subscriptions.SaveAsync(made ?? Listening(), default);
        await Subscriptions.Tell([.. Enumerable.Range(1, events).Select(i => one.Kept(i))]);
        return one;
    }

    private async Task Dispatched(Subscription one, long after, int count) =>
        Assert.That(await Dispatch(one, after, [.. Enumerable.Range(1, count).Select(i => one.Notification(after + i))]), Is.Not.Null);

    private Task<IReadOnlyList<Delivery>?> Dispatch(Subscription one, long after, params NewDelivery[] deliveries) =>
        Subscriptions.DispatchAsync(new Dispatch { SubscriptionNo = one.SubscriptionNo, After = after, Deliveries = deliveries }, default);

    private async Task<List<long>> Ready(DateTimeOffset now) => [.. (await Subscriptions.ListReadyAsync(now, Window, 0, 99, default)).Select(one => one.SubscriptionNo)];
}
