using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;
using static Dci.CrvsApi.Storage.Tests.SubscriptionBuilder;

namespace Dci.CrvsApi.Storage.Tests.Ports;

/// <summary>The outbox and subscriptions: one after the other where they are ordered, whoever delivers and whatever becomes of it.</summary>
internal abstract class DeliveryLanesCompliance : StoreFixture
{
    private static readonly DateTimeOffset Later = Now.AddHours(1);

    private ISubscriptionStore Subscriptions => Storage.Subscriptions;

    private IDeliveryStore Deliveries => Storage.Deliveries;

    [Test]
    public async Task Gives_a_lane_in_order_to_one_worker_only()
    {
        var one = await Lane(4, worker: null);

        Assert.That(await Claim("v", 2), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(await Claim("w", 9), Is.Empty, "the other has the first two");
        Assert.That(await Claim("v", 9), Is.EqualTo(new[] { 3, 4 }));
        Assert.That((await Standing(one)).OpenDeliveries, Is.EqualTo(4));
    }

    [Test]
    public async Task Gives_other_lanes_and_what_is_in_none_meanwhile()
    {
        await Lane(2, worker: "v");
        var other = await Lane(2, Listening("other"), worker: null);
        var answer = await Storage.Sent(Callback());

        var taken = await Deliveries.ClaimAsync("w", Destination, Now, 9, default);

        Assert.That(taken.Select(delivery => delivery.SubscriptionNo), Is.EqualTo(new long?[] { other.Subscription.SubscriptionNo, other.Subscription.SubscriptionNo, null }));
        Assert.That(taken[^1].MessageId, Is.EqualTo(answer.MessageId));
    }

    [Test]
    public async Task Lets_nothing_overtake_the_one_that_did_not_arrive()
    {
        var one = await Lane(3, worker: Worker);
        await Settle(one[1], DeliveryState.Waiting, Attempt(1));

        Assert.That(await Claim("w", 9, Now.AddSeconds(59)), Is.Empty);
        Assert.That(await Deliveries.ListDueDestinationsAsync(Now.AddSeconds(59), default), Is.Empty, "everything waits as long");
        Assert.That(await Claim("w", 9, Now.AddMinutes(1)), Is.EqualTo(new[] { 1 }), "only the first is tried");
        Assert.That((await Standing(one)).FailingSince, Is.EqualTo(Attempt(1).At));

        await Settle(one[1], DeliveryState.Delivered, Attempt(2, 200, null), "w");
        Assert.That(await Claim("v", 9, Now.AddMinutes(1)), Is.EqualTo(new[] { 2, 3 }));
        var well = await Standing(one);
        Assert.That((well.FailingSince, well.DeliveredSequence, well.LastDeliveredAt, well.OpenDeliveries), Is.EqualTo(((DateTimeOffset?)null, 1L, (DateTimeOffset?)Now.AddSeconds(5), 2)));
    }

    [Test]
    public async Task Takes_from_a_worker_what_is_behind_the_one_that_did_not_arrive()
    {
        var one = await Lane(3, worker: Worker);
        var (first, second) = (one[1], one[2]);
        await Settle(first, DeliveryState.Waiting, Attempt(1));

        Assert.That(await Settle(second, DeliveryState.Delivered, Attempt(1, 200, null)), Is.False);
    }

    [Test]
    public async Task Goes_on_behind_a_dead_one()
    {
        var one = await Lane(3, worker: Worker);
        await Settle(one[1], DeliveryState.Dead, Attempt(3));

        Assert.That(await Settle(one[2], DeliveryState.Delivered, Attempt(1, 200, null)), Is.True);
        var after = await Standing(one);
        Assert.That((after.OpenDeliveries, after.DeliveredSequence, after.FailingSince), Is.EqualTo((1, 2L, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task Does_not_say_that_a_receiver_fails_when_the_last_in_order_is_given_up()
    {
        var one = await Lane(2, worker: Worker);
        await Settle(one[1], DeliveryState.Dead, Attempt(3));
        Assert.That((await Standing(one)).FailingSince, Is.EqualTo(Attempt(3).At), "the next one has still to arrive");

        await Settle(one[2], DeliveryState.Dead, Attempt(3));

        var after = await Standing(one);
        Assert.That((after.OpenDeliveries, after.FailingSince), Is.EqualTo((0, (DateTimeOffset?)null)));
        Assert.That(await Subscriptions.SuspendFailingAsync(Now.AddDays(9), "Gone.", Now.AddDays(9), default), Is.Zero);
    }

    [Test]
    public async Task Finds_what_a_worker_has_by_message_id()
    {
        var one = await Lane(3, worker: Worker);
        await Settle(one[2], DeliveryState.Delivered, Attempt(1, 200, null));

        var own = await Deliveries.FindOwnAsync(Worker, [one[1].MessageId, one[2].MessageId, "unknown"], default);

        Assert.That(own.Select(delivery => (delivery.DeliveryNo, delivery.FirstSequence, delivery.WorkerId)), Is.EqualTo(new[] { (one[1].DeliveryNo, 1L, Worker) }));
        Assert.That(own[0].Message.ToArray(), Is.EqualTo(one[1].Message.ToArray()));
        Assert.That(await Deliveries.FindOwnAsync("v", [one[1].MessageId], default), Is.Empty);
    }

    [Test]
    public async Task Does_not_say_that_a_receiver_fails_that_was_sent_nothing()
    {
        var one = await Lane(2, worker: Worker);
        await Settle(one[1], DeliveryState.Waiting, null);

        Assert.That((await Standing(one)).FailingSince, Is.Null);
        Assert.That(await Claim("w", 9, Now.AddMinutes(1)), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task Knows_since_when_a_receiver_fails_and_not_since_the_last_try()
    {
        var one = await Lane(1, worker: Worker);
        await Settle(one[1], DeliveryState.Waiting, Attempt(1));
        await Claim(Worker, 9, Later);
        await Settle(one[1], DeliveryState.Waiting, Attempt(2));

        Assert.That((await Standing(one)).FailingSince, Is.EqualTo(Attempt(1).At));
    }

    [Test]
    public async Task Gives_a_lane_in_order_after_its_worker_was_lost()
    {
        await Storage.Workers.SignInAsync(Worker, Now.AddSeconds(30), default);
        await Storage.Workers.SignInAsync("w", Later, default);
        var one = await Lane(3, worker: Worker);
        await Subscriptions.Tell(one.Subscription.Told(4, null));
        await Reopen();

        await Storage.Workers.FreeAbandonedAsync(Now.AddSeconds(30), default);

        Assert.That(await Claim("w", 3), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(await Claim("v", 3), Is.Empty);
        Assert.That(await Claim("w", 3), Is.EqualTo(new[] { 4 }));
    }

    [TestCase(SubscriptionState.Paused, true)]
    [TestCase(SubscriptionState.Suspended, true)]
    [TestCase(SubscriptionState.Suspended, false)]
    public async Task Parks_what_waits_while_the_subscription_is_held(SubscriptionState state, bool ordered)
    {
        var one = await Lane(3, Listening() with { Ordered = ordered }, Worker);
        var first = one[1];
        await Change(one, state, Now);

        Assert.That(await Settle(first, DeliveryState.Delivered, Attempt(1, 200, null)), Is.False, "its worker has lost it");
        Assert.That(await Claim(Worker, 9, Now.AddYears(1)), Is.Empty);
        Assert.That(await Deliveries.ListDueDestinationsAsync(Now.AddYears(1), default), Is.Empty);
        Assert.That((await Deliveries.FindAsync(first.MessageId, default))!.Delivery.DueAt, Is.Null);
        Assert.That(await Deliveries.ReadBacklogAsync(default), Has.Property(nameof(DeliveryBacklog.OldestDueAt)).Null);

        await Change(one, SubscriptionState.Active, Later);
        Assert.That(await Claim("w", 9, Later), Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Suspends_by_what_came_of_an_attempt_and_resumes_with_nothing_lost()
    {
        var one = await Lane(2, worker: Worker);
        await Deliveries.SettleAsync(one[1].Settled(DeliveryState.Waiting, attempt: Attempt(1, 410)) with { Effect = SubscriptionEffect.Suspend }, default);
        await Subscriptions.Tell(one.Subscription.Told(3));

        var held = await Standing(one);
        Assert.That((held.State, held.Reason, held.LastSequence, held.OpenDeliveries), Is.EqualTo((SubscriptionState.Suspended, "It answered 503.", 3L, 2)));
        Assert.That(await Claim(Worker, 9, Now.AddYears(1)), Is.Empty);

        await Change(one, SubscriptionState.Active, Later);
        Assert.That((await Standing(one)).FailingSince, Is.Null, "it is not suspended again for what was");
        Assert.That(await Claim(Worker, 9, Later), Is.EqualTo(new[] { 1, 2 }));
        Assert.That((await Subscriptions.ListReadyAsync(Later, 64, 0, 9, default)).Single().DispatchedSequence, Is.EqualTo(2));
    }

    [Test]
    public async Task Ends_by_what_came_of_an_attempt_and_removes_what_waits()
    {
        var one = await Lane(3, Listening() with { Ordered = false }, Worker);
        var (first, second) = (one[1], one[2]);
        await Deliveries.SettleAsync(first.Settled(DeliveryState.Dead, attempt: Attempt(1, 410)) with { Effect = SubscriptionEffect.End }, default);

        var ended = await Standing(one);
        Assert.That((ended.State, ended.OpenDeliveries), Is.EqualTo((SubscriptionState.Ended, 0)));
        Assert.That((await Deliveries.ListAsync(new DeliveryFilter(null, null, 9), default)).Select(summary => summary.MessageId), Is.EqualTo(new[] { first.MessageId }));
        Assert.That(await Settle(second, DeliveryState.Delivered, Attempt(1, 200, null)), Is.False);
        Assert.That(await Deliveries.FindAsync(second.MessageId, default), Is.Null);
    }

    [Test]
    public async Task Suspends_lanes_that_fail_for_too_long_and_nothing_else()
    {
        var failing = await Lane(1, worker: Worker);
        await Settle(failing[1], DeliveryState.Waiting, Attempt(1));
        var loose = await Lane(1, Listening("loose") with { Ordered = false, PartnerId = "other" }, Worker);
        await Settle(loose[1], DeliveryState.Waiting, Attempt(1));
        await Lane(1, Listening("well"), Worker);

        Assert.That(await Subscriptions.SuspendFailingAsync(Attempt(1).At, "too long", Later, default), Is.Zero);
        Assert.That(await Subscriptions.SuspendFailingAsync(Attempt(2).At, "too long", Later, default), Is.EqualTo(1));
        Assert.That(((await Standing(failing)).State, (await Standing(failing)).Reason), Is.EqualTo((SubscriptionState.Suspended, "too long")));
        Assert.That((await Standing(loose)).State, Is.EqualTo(SubscriptionState.Active));
    }

    [Test]
    public async Task Leaves_a_pause_as_it_is_when_the_receiver_is_gone()
    {
        var one = await Lane(1, worker: Worker);
        await Settle(one[1], DeliveryState.Waiting, Attempt(1));
        await Change(one, SubscriptionState.Paused, Now);

        Assert.That(await Subscriptions.SuspendFailingAsync(Later, "too long", Later, default), Is.Zero);
        Assert.That((await Standing(one)).Reason, Is.EqualTo("why"));
    }

    [Test]
    public async Task Sends_what_waits_to_where_the_subscriber_is_now()
    {
        await Lane(2, worker: Worker);
        await Subscriptions.SaveAsync(Listening() with { Address = "https://new.example:8443/in?x=1", CreatedAt = Later, StartsAt = Later }, default);

        Assert.That(await Deliveries.ListDueDestinationsAsync(Later, default), Is.EqualTo(new[] { "https://new.example:8443" }));
        Assert.That((await Deliveries.ClaimAsync("w", "https://new.example:8443", Later, 9, default)).Select(one => one.Address), Has.All.EqualTo("https://new.example:8443/in?x=1"));
    }

    [Test]
    public async Task Tries_again_at_once_when_a_subscriber_that_failed_subscribes_anew()
    {
        var one = await Lane(2, worker: Worker);
        await Settle(one[1], DeliveryState.Waiting, Attempt(1));

        await Subscriptions.SaveAsync(Listening() with { CreatedAt = Now.AddSeconds(30), StartsAt = Now.AddSeconds(30) }, default);

        Assert.That((await Standing(one)).FailingSince, Is.Null);
        Assert.That(await Claim("w", 9, Now.AddSeconds(30)), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task Replays_into_a_lane_what_was_given_up()
    {
        var one = await Lane(3, worker: Worker);
        await Settle(one[1], DeliveryState.Dead, Attempt(1));
        await Deliveries.ReplayAsync(new DeadLetters(null, null), Later, Later.AddDays(3), default);

        Assert.That((await Standing(one)).OpenDeliveries, Is.EqualTo(3));
        Assert.That(await Claim("w", 9, Later), Is.Empty, "the lane is another's");
        Assert.That(await Claim(Worker, 9, Later), Is.EqualTo(new[] { 1 }));
        await Settle(one[2], DeliveryState.Delivered, Attempt(1, 200, null));
        await Settle(one[1], DeliveryState.Delivered, Attempt(2, 200, null));
        Assert.That((await Standing(one)).DeliveredSequence, Is.EqualTo(2));
    }

    [Test]
    public async Task Replays_nothing_past_a_hold_and_nothing_after_the_end()
    {
        var held = await Lane(1, worker: Worker);
        await Settle(held[1], DeliveryState.Dead, Attempt(1));
        await Change(held, SubscriptionState.Paused, Now);
        Assert.That(await Deliveries.ReplayAsync(new DeadLetters(null, null), Later, Later.AddDays(3), default), Is.EqualTo(1));
        Assert.That(await Claim("w", 9, Later.AddDays(1)), Is.Empty);
        await Change(held, SubscriptionState.Active, Later);
        Assert.That(await Claim(Worker, 9, Later), Is.EqualTo(new[] { 1 }));

        await Settle(held[1], DeliveryState.Dead, Attempt(2));
        await Change(held, SubscriptionState.Ended, Later);
        Assert.That(await Deliveries.ReplayAsync(new DeadLetters(null, null), Later, Later.AddDays(3), default), Is.Zero);
    }

    [Test]
    public async Task Counts_what_outlived_its_time_as_waiting_no_more()
    {
        var one = await Subscriptions.SaveAsync(Listening(), default);
        await Subscriptions.Tell(new Notice(one.SubscriptionNo, Event(1), one.Notification(1, null) with { GiveUpAt = Later }));

        Assert.That(await Deliveries.ExpireAsync(Later, 9, default), Is.EqualTo(1));
        Assert.That((await Subscriptions.Again(one)).OpenDeliveries, Is.Zero);
    }

    [Test]
    public async Task Leaves_subscriptions_out_of_what_a_partner_waits_for()
    {
        await Lane(3, worker: null);
        await Lane(1, Listening("other") with { PartnerId = "other" }, null);
        await Storage.Sent(Callback());

        var backlog = await Deliveries.ReadBacklogAsync(default);

        Assert.That(backlog.WaitingByPartner, Is.EqualTo(new Dictionary<string, int> { ["p"] = 1 }));
        Assert.That((backlog.WaitingForSubscriptions, backlog.OldestDueAt), Is.EqualTo((4, (DateTimeOffset?)Now)));
    }

    [Test]
    public async Task Keeps_order_and_count_whatever_happens([Values(1, 2, 3, 4, 5)] int seed)
    {
        var walk = new LaneWalk(Storage, new Random(seed));
        await walk.Begin();
        for (var i = 0; i < 400; i++)
            await walk.Step();

        await walk.Finish();

        Assert.That(walk.Arrived, Is.EqualTo(Enumerable.Range(1, walk.Told)));
        Assert.That(walk.Told, Is.GreaterThan(50));
    }

    private async Task<Lined> Lane(int events, NewSubscription? made = null, string? worker = Worker)
    {
        var one = await Subscriptions.SaveAsync(made ?? Listening(), default);
        var sent = await Subscriptions.Tell([.. Enumerable.Range(1, events).Select(i => one.Told(i, worker))]);
        return new Lined(one, [.. sent!.Select(delivery => delivery!)]);
    }

    private Task<Subscription> Standing(Lined lane) => Subscriptions.Again(lane.Subscription);

    private Task<bool> Change(Lined lane, SubscriptionState state, DateTimeOffset now) =>
        Subscriptions.ChangeAsync(lane.Subscription.SubscriptionNo, state, "why", now, default);

    private Task<bool> Settle(Delivery delivery, DeliveryState state, DeliveryAttempt? attempt, string worker = Worker) =>
        Deliveries.SettleAsync(delivery.Settled(state, worker, attempt), default);

    private async Task<List<long>> Claim(string worker, int limit, DateTimeOffset? now = null) =>
        [.. (await Deliveries.ClaimAsync(worker, Destination, now ?? Now, limit, default)).Select(delivery => delivery.FirstSequence)];

    /// <summary>A subscription and what was sent to it.</summary>
    private sealed record Lined(Subscription Subscription, IReadOnlyList<Delivery> Sent)
    {
        public Delivery this[int sequence] => Sent[sequence - 1];
    }
}
