using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;
using static Dci.CrvsApi.Storage.Tests.SubscriptionBuilder;

namespace Dci.CrvsApi.Storage.Tests.Ports;

/// <summary>Telling changes: numbered without a gap, once, and put into the outbox in order.</summary>
internal abstract class FanOutCompliance : StoreFixture
{
    private ISubscriptionStore Subscriptions => Storage.Subscriptions;

    [Test]
    public async Task Begins_at_the_beginning_of_an_empty_register() =>
        Assert.That(await Subscriptions.ReadPositionAsync(default), Is.EqualTo(new FeedPosition(0, 0)));

    [Test]
    public async Task Writes_events_deliveries_disclosures_and_the_position_together()
    {
        var one = await Subscriptions.SaveAsync(Listening("a"), default);
        var other = await Subscriptions.SaveAsync(Listening("b") with { Binding = SubscriptionBinding.Hub, Ordered = false }, default);
        var notices = new[] { one.Told(1), other.Told(1, null), one.Told(2) };
        var disclosure = new Disclosure("p", Now, "notify", [VitalEvent.LiveBirth], ["record-1"], null);

        var stored = await Subscriptions.RecordAsync(
            new FanOut { From = default, To = new FeedPosition(2, 7), Notices = notices, Disclosures = [disclosure] }, default);

        Assert.That(stored!.Select(delivery => delivery?.MessageId), Is.EqualTo(notices.Select(notice => notice.Delivery!.MessageId)));
        Assert.That(await Subscriptions.ReadPositionAsync(default), Is.EqualTo(new FeedPosition(2, 7)));
        Assert.That(await Subscriptions.ReadEventsAsync(one.SubscriptionNo, 0, 9, default), Is.EqualTo(new[] { Event(1), Event(2) }));
        Assert.That(await Subscriptions.ReadEventsAsync(one.SubscriptionNo, 1, 9, default), Is.EqualTo(new[] { Event(2) }));
        Assert.That(Standing(await Subscriptions.Again(one)), Is.EqualTo((2L, 2L, 0L, 2)));
        Assert.That(Standing(await Subscriptions.Again(other)), Is.EqualTo((1L, 1L, 0L, 1)));
        Assert.That(await Storage.Exchanges.ListDisclosuresAsync(null, 9, default), Has.Count.EqualTo(1));

        var claimed = (await Storage.Deliveries.ClaimAsync("w", Destination, Now, 9, default)).Single();
        Assert.That(
            claimed with { Header = default, Message = default },
            Is.EqualTo(Delivery.Of(notices[1].Delivery!, claimed.DeliveryNo) with { Header = default, Message = default, WorkerId = "w" }));
    }

    [Test]
    public async Task Writes_nothing_when_the_feed_stands_elsewhere()
    {
        var one = await Subscriptions.SaveAsync(Listening(), default);
        await Subscriptions.Tell(one.Told(1));

        Assert.That(await Subscriptions.RecordAsync(new FanOut { From = default, To = new FeedPosition(5, 0), Notices = [one.Told(2)] }, default), Is.Null);
        Assert.That(await Subscriptions.RecordAsync(new FanOut { From = new FeedPosition(1, 1), To = new FeedPosition(5, 0), Notices = [one.Told(2)] }, default), Is.Null);

        await NothingWritten(one, 1);
    }

    [Test]
    public async Task Writes_nothing_when_a_number_is_not_the_next()
    {
        var one = await Subscriptions.SaveAsync(Listening("a"), default);
        var other = await Subscriptions.SaveAsync(Listening("b"), default);
        await Subscriptions.Tell(one.Told(1));

        Assert.That(await Subscriptions.Tell(other.Told(1), one.Told(1)), Is.Null);
        Assert.That(await Subscriptions.Tell(other.Told(1), one.Told(3)), Is.Null);
        Assert.That(await Subscriptions.Tell(one.Told(2), one.Told(2)), Is.Null);

        await NothingWritten(one, 1);
        await NothingWritten(other, 0);
    }

    [Test]
    public async Task Writes_nothing_for_who_has_ended_meanwhile()
    {
        var one = await Subscriptions.SaveAsync(Listening("a"), default);
        var ended = await Subscriptions.SaveAsync(Listening("b"), default);
        await Subscriptions.ChangeAsync(ended.SubscriptionNo, SubscriptionState.Ended, null, Now, default);

        Assert.That(await Subscriptions.Tell(one.Told(1), ended.Told(1)), Is.Null);

        await NothingWritten(one, 0);
    }

    [Test]
    public async Task Tells_each_change_once_however_many_tell()
    {
        const int Changes = 60;
        var subscriptions = new List<Subscription>();
        for (var i = 0; i < 3; i++)
            subscriptions.Add(await Subscriptions.SaveAsync(Listening($"s{i}"), default));

        var won = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TellAll(Changes))));

        Assert.That(won.Sum(), Is.EqualTo(Changes * 2), "each of the two halves of a change by one of them");
        Assert.That(await Subscriptions.ReadPositionAsync(default), Is.EqualTo(new FeedPosition(Changes, 0)));
        foreach (var subscription in subscriptions)
        {
            var events = await Subscriptions.ReadEventsAsync(subscription.SubscriptionNo, 0, 1000, default);
            Assert.That(events.Select(told => (told.Sequence, told.ChangeNo)), Is.EqualTo(Enumerable.Range(1, Changes).Select(i => ((long)i, (long)i))));
        }

        async Task<int> TellAll(int last)
        {
            var mine = 0;
            while (await Subscriptions.ReadPositionAsync(default) is var stands && stands.ChangeNo < last)
            {
                var half = stands.SubscriptionNo == 0 ? subscriptions.Take(1) : subscriptions.Skip(1);
                var to = stands.SubscriptionNo == 0 ? stands with { SubscriptionNo = subscriptions[0].SubscriptionNo } : new FeedPosition(stands.ChangeNo + 1, 0);
                var notices = new List<Notice>();
                foreach (var subscription in half)
                    notices.Add(new Notice(
                        subscription.SubscriptionNo, Event((await Subscriptions.Again(subscription)).LastSequence + 1, Change(stands.ChangeNo + 1)), null));
                mine += await Subscriptions.RecordAsync(new FanOut { From = stands, To = to, Notices = notices }, default) is null ? 0 : 1;
            }

            return mine;
        }
    }

    [TestCase(SubscriptionState.Paused)]
    [TestCase(SubscriptionState.Suspended)]
    public async Task Keeps_the_events_of_what_is_held(SubscriptionState state)
    {
        var held = await Subscriptions.SaveAsync(Listening(), default);
        await Subscriptions.ChangeAsync(held.SubscriptionNo, state, null, Now, default);

        Assert.That(await Subscriptions.Tell(held.Told(1)), Is.EqualTo(new Delivery?[] { null }));
        Assert.That(Standing(await Subscriptions.Again(held)), Is.EqualTo((1L, 0L, 0L, 0)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Puts_nothing_into_the_outbox_before_what_still_waits(bool ordered)
    {
        var one = await Subscriptions.SaveAsync(Listening() with { Ordered = ordered }, default);

        var stored = await Subscriptions.Tell(one.Kept(1), one.Told(2));

        Assert.That(stored, Is.EqualTo(new Delivery?[] { null, null }));
        Assert.That(Standing(await Subscriptions.Again(one)), Is.EqualTo((2L, 0L, 0L, 0)));
    }

    [Test]
    public async Task Goes_on_for_the_worker_that_has_all_that_waits_and_for_no_other()
    {
        var one = await Subscriptions.SaveAsync(Listening(), default);
        await Subscriptions.Tell(one.Told(1));

        Assert.That((await Subscriptions.Tell(one.Told(2)))!.Single(), Is.Not.Null);
        Assert.That((await Subscriptions.Tell(one.Told(3, "w")))!.Single(), Is.Null);
        Assert.That(Standing(await Subscriptions.Again(one)), Is.EqualTo((3L, 2L, 0L, 2)));
    }

    [Test]
    public async Task Gives_no_worker_what_follows_something_that_it_has_let_go_of()
    {
        var one = await Subscriptions.SaveAsync(Listening(), default);
        var sent = (await Subscriptions.Tell(one.Told(1)))!.Single()!;
        await Storage.Deliveries.SettleAsync(sent.Settled(DeliveryState.Waiting, attempt: Attempt(1)), default);

        Assert.That((await Subscriptions.Tell(one.Told(2)))!.Single(), Is.Null);
    }

    [Test]
    public async Task Gives_an_unordered_one_to_whoever_asks_for_it()
    {
        var one = await Subscriptions.SaveAsync(Listening() with { Ordered = false }, default);
        await Subscriptions.Tell(one.Told(1, "v"));

        Assert.That((await Subscriptions.Tell(one.Told(2, "w")))!.Single(), Is.Not.Null);
    }

    [Test]
    public async Task Puts_what_nobody_has_behind_what_waits_and_never_due_before_it()
    {
        var one = await Subscriptions.SaveAsync(Listening(), default);
        var sent = (await Subscriptions.Tell(one.Told(1)))!.Single()!;
        await Storage.Deliveries.SettleAsync(sent.Settled(DeliveryState.Waiting), default);

        var second = (await Subscriptions.Tell(one.Told(2, null)))!.Single()!;

        Assert.That(second.DueAt, Is.EqualTo(Now.AddMinutes(1)));
        Assert.That(await Storage.Deliveries.ClaimAsync("w", Destination, Now.AddSeconds(59), 9, default), Is.Empty);
        Assert.That((await Storage.Deliveries.ClaimAsync("w", Destination, Now.AddMinutes(1), 9, default)).Select(one => one.FirstSequence), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task Still_knows_everything_after_a_restart()
    {
        var one = await Subscriptions.SaveAsync(Listening(), default);
        await Subscriptions.Tell(one.Told(1), one.Told(2));
        var before = await Subscriptions.Again(one);

        await Reopen();

        Assert.That(await Subscriptions.Again(one), Is.EqualTo(before));
        Assert.That(await Subscriptions.ReadEventsAsync(one.SubscriptionNo, 0, 9, default), Is.EqualTo(new[] { Event(1), Event(2) }));
    }

    private async Task NothingWritten(Subscription subscription, int events)
    {
        Assert.That(await Subscriptions.ReadEventsAsync(subscription.SubscriptionNo, 0, 99, default), Has.Count.EqualTo(events));
        Assert.That(Standing(await Subscriptions.Again(subscription)), Is.EqualTo(((long)events, (long)events, 0L, events)));
        Assert.That((await Storage.Deliveries.ListAsync(new DeliveryFilter(null, null, 99), default)).Count, Is.LessThanOrEqualTo(1));
    }

    private static (long Last, long Dispatched, long Delivered, int Open) Standing(Subscription one) =>
        (one.LastSequence, one.DispatchedSequence, one.DeliveredSequence, one.OpenDeliveries);
}
