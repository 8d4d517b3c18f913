using Dci.CrvsApi.Registry.Deliveries;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class DeliveryStoreCompliance : StoreFixture
{
    private IDeliveryStore Deliveries => Storage.Deliveries;

    [Test]
    public async Task Gives_a_worker_what_was_made()
    {
        var made = Callback() with { Encrypt = true };
        await Storage.Sent(made);

        var taken = (await Deliveries.ClaimAsync(Worker, Destination, Now, 10, default)).Single();

        Assert.That(taken with { Header = default, Message = default }, Is.EqualTo(Delivery.Of(made, taken.DeliveryNo) with { Header = default, Message = default, WorkerId = Worker }));
        Assert.That(taken.Header.ToArray(), Is.EqualTo(made.Header.ToArray()));
        Assert.That(taken.Message.ToArray(), Is.EqualTo(made.Message.ToArray()));
    }

    [Test]
    public async Task Lists_each_destination_for_which_something_is_due_that_nobody_has()
    {
        await Storage.Sent(Callback(destination: "https://b.example"));
        await Storage.Sent(Callback(destination: "https://a.example"));
        await Storage.Sent(Callback(destination: "https://a.example"));
        await Storage.Sent(Callback(destination: "https://later.example") with { DueAt = Now.AddHours(1) });
        await Storage.Sent(Callback(destination: "https://taken.example") with { WorkerId = Worker });

        Assert.That(await Deliveries.ListDueDestinationsAsync(Now, default), Is.EquivalentTo(new[] { "https://a.example", "https://b.example" }));
        await Deliveries.ClaimAsync(Worker, "https://a.example", Now, 10, default);
        Assert.That(await Deliveries.ListDueDestinationsAsync(Now, default), Is.EqualTo(new[] { "https://b.example" }));
    }

    [Test]
    public async Task Lists_no_destination_when_nothing_waits() => Assert.That(await Deliveries.ListDueDestinationsAsync(Now, default), Is.Empty);

    [Test]
    public async Task Gives_what_is_longest_due_first_and_for_its_destination_only()
    {
        await Storage.Sent(Callback(destination: "https://other.example"));
        var second = await Storage.Sent(Callback() with { DueAt = Now.AddSeconds(1) });
        var first = await Storage.Sent(Callback());
        await Storage.Sent(Callback() with { DueAt = Now.AddSeconds(3) });

        var taken = await Deliveries.ClaimAsync(Worker, Destination, Now.AddSeconds(2), 10, default);

        Assert.That(taken.Select(delivery => delivery.DeliveryNo), Is.EqualTo(new[] { first.DeliveryNo, second.DeliveryNo }));
    }

    [Test]
    public async Task Gives_each_delivery_to_one_of_many_workers()
    {
        for (var i = 0; i < 100; i++)
            await Storage.Sent(Callback());

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() => TakeAll($"w{worker}"))));

        Assert.That(claims.SelectMany(numbers => numbers), Is.Unique.And.Exactly(100).Items);
    }

    [Test]
    public async Task Ends_a_delivery_that_arrived()
    {
        var sent = await Storage.Sent(Callback() with { WorkerId = Worker });

        Assert.That(await Deliveries.SettleAsync(sent.Settled(DeliveryState.Delivered, attempt: Attempt(1, 200, null)), default), Is.True);

        var history = (await Deliveries.FindAsync(sent.MessageId, default))!;
        Assert.That(history.Delivery, Is.EqualTo(new DeliverySummary(
            sent.MessageId, "p", "on-search", sent.CorrelationId, Destination, DeliveryState.Delivered, 1, Now, null, Now.AddHours(72), Now.AddSeconds(5), null, false)));
        Assert.That(history.Attempts, Is.EqualTo(new[] { Attempt(1, 200, null) }));
        Assert.That(await Deliveries.ListDueDestinationsAsync(Now.AddDays(1), default), Is.Empty);
    }

    [Test]
    public async Task Makes_a_delivery_due_again_that_did_not_arrive()
    {
        var sent = await Storage.Sent(Callback() with { WorkerId = Worker });

        await Deliveries.SettleAsync(sent.Settled(DeliveryState.Waiting, attempt: Attempt(1)), default);

        Assert.That(await Deliveries.ClaimAsync("w", Destination, Now.AddSeconds(59), 10, default), Is.Empty);
        var again = (await Deliveries.ClaimAsync("w", Destination, Now.AddMinutes(1), 10, default)).Single();
        Assert.That((again.MessageId, again.Attempts, again.EarlierAttempts), Is.EqualTo((sent.MessageId, 1, 0)));
        Assert.That((await Deliveries.FindAsync(sent.MessageId, default))!.Delivery.Reason, Is.EqualTo("It answered 503."));
    }

    [Test]
    public async Task Counts_no_attempt_that_was_not_made()
    {
        var sent = await Storage.Sent(Callback() with { WorkerId = Worker });

        await Deliveries.SettleAsync(sent.Settled(DeliveryState.Waiting), default);

        var history = (await Deliveries.FindAsync(sent.MessageId, default))!;
        Assert.That((history.Delivery.Attempts, history.Attempts.Count, history.Delivery.DueAt), Is.EqualTo((0, 0, (DateTimeOffset?)Now.AddMinutes(1))));
    }

    [Test]
    public async Task Settles_nothing_for_who_does_not_have_the_delivery()
    {
        var sent = await Storage.Sent(Callback() with { WorkerId = Worker });

        Assert.That(await Deliveries.SettleAsync(sent.Settled(DeliveryState.Delivered, "w", Attempt(1)), default), Is.False);
        Assert.That((await Deliveries.FindAsync(sent.MessageId, default))!.Attempts, Is.Empty);
        Assert.That(await Deliveries.SettleAsync(sent.Settled(DeliveryState.Delivered, attempt: Attempt(1)), default), Is.True);
        Assert.That(await Deliveries.SettleAsync(sent.Settled(DeliveryState.Dead, attempt: Attempt(2)), default), Is.False);
    }

    [Test]
    public async Task Puts_what_outlived_its_time_among_the_dead_unless_somebody_has_it()
    {
        var waiting = await Storage.Sent(Callback() with { GiveUpAt = Now.AddHours(1), WorkerId = Worker });
        await Deliveries.SettleAsync(waiting.Settled(DeliveryState.Waiting, attempt: Attempt(1)), default);
        await Storage.Sent(Callback() with { GiveUpAt = Now.AddHours(1), WorkerId = Worker });
        await Storage.Sent(Callback() with { GiveUpAt = Now.AddHours(2) });

        Assert.That(await Deliveries.ExpireAsync(Now.AddMinutes(59), 10, default), Is.Zero);
        Assert.That(await Deliveries.ExpireAsync(Now.AddHours(1), 10, default), Is.EqualTo(1));

        var dead = (await Deliveries.ListAsync(new DeliveryFilter(DeliveryState.Dead, null, 10), default)).Single();
        Assert.That((dead.MessageId, dead.Reason, dead.SettledAt), Is.EqualTo((waiting.MessageId, "Its time was over. Before that: It answered 503.", (DateTimeOffset?)Now.AddHours(1))));
    }

    [Test]
    public async Task Puts_a_limited_number_among_the_dead_at_a_time()
    {
        for (var i = 0; i < 3; i++)
            await Storage.Sent(Callback() with { GiveUpAt = Now });

        Assert.That(await Deliveries.ExpireAsync(Now, 2, default), Is.EqualTo(2));
        Assert.That(await Deliveries.ExpireAsync(Now, 2, default), Is.EqualTo(1));
    }

    [Test]
    public async Task Replays_a_dead_letter_with_its_id_and_a_new_life()
    {
        var dead = await Bury(Callback());

        Assert.That(await Deliveries.ReplayAsync(new DeadLetters(dead.MessageId, null), Now.AddDays(1), Now.AddDays(4), default), Is.EqualTo(1));

        var again = (await Deliveries.ClaimAsync("w", Destination, Now.AddDays(1), 10, default)).Single();
        Assert.That((again.MessageId, again.Attempts, again.EarlierAttempts, again.GiveUpAt), Is.EqualTo((dead.MessageId, 1, 1, Now.AddDays(4))));
        await Deliveries.SettleAsync(again.Settled(DeliveryState.Delivered, "w", Attempt(2, 200, null)), default);
        Assert.That((await Deliveries.FindAsync(dead.MessageId, default))!.Attempts.Select(attempt => attempt.Number), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task Replays_the_dead_letters_of_one_partner_or_of_all()
    {
        await Bury(Callback());
        await Bury(Callback("other"));
        await Bury(Callback("other"));
        await Storage.Sent(Callback("other"));

        Assert.That(await Deliveries.ReplayAsync(new DeadLetters(null, "other"), Now.AddDays(1), Now.AddDays(4), default), Is.EqualTo(2));
        Assert.That(await Deliveries.ReplayAsync(new DeadLetters(null, null), Now.AddDays(1), Now.AddDays(4), default), Is.EqualTo(1));
        Assert.That(await Deliveries.ReplayAsync(new DeadLetters("unknown", null), Now.AddDays(1), Now.AddDays(4), default), Is.Zero);
    }

    [Test]
    public async Task Lists_newest_first_page_by_page()
    {
        var first = await Storage.Sent(Callback());
        var second = await Bury(Callback("other"));
        var third = await Storage.Sent(Callback());

        Assert.That(await Ids(new DeliveryFilter(null, null, 2)), Is.EqualTo(new[] { third.MessageId, second.MessageId }));
        Assert.That(await Ids(new DeliveryFilter(null, null, 2) { Before = second.MessageId }), Is.EqualTo(new[] { first.MessageId }));
        Assert.That(await Ids(new DeliveryFilter(DeliveryState.Waiting, null, 9)), Is.EqualTo(new[] { third.MessageId, first.MessageId }));
        Assert.That(await Ids(new DeliveryFilter(DeliveryState.Dead, "p", 9)), Is.Empty);
        Assert.That(await Ids(new DeliveryFilter(null, "other", 9)), Is.EqualTo(new[] { second.MessageId }));
        Assert.That(await Deliveries.FindAsync("unknown", default), Is.Null);
    }

    [Test]
    public async Task Tells_how_much_waits()
    {
        Assert.That((await Deliveries.ReadBacklogAsync(default)).OldestDueAt, Is.Null);
        await Storage.Sent(Callback() with { DueAt = Now.AddMinutes(1) });
        await Storage.Sent(Callback() with { WorkerId = Worker });
        await Storage.Sent(Callback("other"));
        await Bury(Callback());

        var backlog = await Deliveries.ReadBacklogAsync(default);

        Assert.That(backlog.WaitingByPartner, Is.EquivalentTo(new Dictionary<string, int> { ["p"] = 2, ["other"] = 1 }));
        Assert.That((backlog.Dead, backlog.OldestDueAt), Is.EqualTo((1, (DateTimeOffset?)Now)));
    }

    [Test]
    public async Task Erases_what_was_delivered_and_later_forgets()
    {
        var sent = await Storage.Sent(Callback() with { WorkerId = Worker });
        await Deliveries.SettleAsync(sent.Settled(DeliveryState.Delivered, attempt: Attempt(1)), default);
        var dead = await Bury(Callback());
        var waiting = await Storage.Sent(Callback());

        Assert.That(await Deliveries.PruneAsync(Now.AddDays(7), Now, 100, default), Is.EqualTo(1));
        Assert.That((await Deliveries.FindAsync(sent.MessageId, default))!.Delivery.Erased, Is.True);
        Assert.That((await Deliveries.FindAsync(dead.MessageId, default))!.Delivery.Erased, Is.False);

        Assert.That(await Deliveries.PruneAsync(Now.AddDays(7), Now.AddDays(7), 1, default), Is.EqualTo(1), "a limited number at a time");
        Assert.That(await Deliveries.PruneAsync(Now.AddDays(7), Now.AddDays(7), 100, default), Is.EqualTo(1));
        Assert.That(await Ids(new DeliveryFilter(null, null, 9)), Is.EqualTo(new[] { waiting.MessageId }));
        Assert.That(await Deliveries.ClaimAsync(Worker, Destination, Now, 9, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Still_has_what_waits_after_a_restart()
    {
        var sent = await Storage.Sent(Callback());

        await Reopen();

        Assert.That((await Deliveries.ClaimAsync(Worker, Destination, Now, 10, default)).Single().MessageId, Is.EqualTo(sent.MessageId));
    }

    private async Task<Delivery> Bury(NewDelivery made)
    {
        var sent = await Storage.Sent(made with { WorkerId = Worker });
        await Deliveries.SettleAsync(sent.Settled(DeliveryState.Dead, attempt: Attempt(1, 410)), default);
        return sent;
    }

    private async Task<List<long>> TakeAll(string worker)
    {
        var numbers = new List<long>();
        while (await Deliveries.ClaimAsync(worker, Destination, Now, 7, default) is { Count: > 0 } taken)
            numbers.AddRange(taken.Select(one => one.DeliveryNo));
        return numbers;
    }

    private async Task<List<string>> Ids(DeliveryFilter filter) => [.. (await Deliveries.ListAsync(filter, default)).Select(summary => summary.MessageId)];
}
