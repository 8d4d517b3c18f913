using System.Text;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Subscriptions;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;
using static Dci.CrvsApi.Storage.Tests.SubscriptionBuilder;

namespace Dci.CrvsApi.Storage.Tests.Ports;

/// <summary>Who is told of what: stored, found, renewed, ended and forgotten.</summary>
internal abstract class SubscriptionStoreCompliance : StoreFixture
{
    private ISubscriptionStore Subscriptions => Storage.Subscriptions;

    [Test]
    public async Task Gives_back_what_was_stored()
    {
        var made = Listening() with { Topic = "births", Scanned = true, EndsAt = Now.AddDays(1), CollectAt = Now.AddHours(1), Secret = new byte[] { 1, 2 } };

        var stored = await Subscriptions.SaveAsync(made, default);

        Assert.That(stored, Is.EqualTo(new Subscription
        {
            SubscriptionNo = stored.SubscriptionNo,
            Revision = 1,
            Code = made.Code,
            PartnerId = "p",
            Binding = SubscriptionBinding.Dci,
            CorrelationId = made.CorrelationId,
            TransactionId = "t-s",
            ReferenceId = "r-s",
            Address = Destination + "/notify",
            Topic = "births",
            Kinds = ChangeKinds.Registration,
            Scanned = true,
            Ordered = true,
            CreatedAt = Now,
            StartsAt = Now,
            EndsAt = Now.AddDays(1),
            CollectAt = Now.AddHours(1),
            State = SubscriptionState.Active,
            ChangedAt = Now,
        }));
        Assert.That(await Subscriptions.ReadAsync(stored.SubscriptionNo, default), Is.EqualTo(stored));
        var body = (await Subscriptions.ReadBodyAsync(stored.SubscriptionNo, default))!;
        Assert.That((body.Definition.ToArray(), body.Secret.ToArray()), Is.EqualTo((made.Definition.ToArray(), made.Secret.ToArray())));
    }

    [Test]
    public async Task Is_found_by_its_code_and_by_what_made_it_and_by_its_owner_only()
    {
        var stored = await Subscriptions.SaveAsync(Listening(), default);

        Assert.That(await Subscriptions.FindAsync("p", stored.Code, default), Is.EqualTo(stored));
        Assert.That(await Subscriptions.FindAsync("p", stored.CorrelationId, default), Is.EqualTo(stored));
        Assert.That(await Subscriptions.FindAsync(null, stored.Code, default), Is.EqualTo(stored));
        Assert.That(await Subscriptions.FindAsync("other", stored.Code, default), Is.Null);
        Assert.That(await Subscriptions.FindAsync("other", stored.CorrelationId, default), Is.Null);
        Assert.That(await Subscriptions.FindAsync("p", "unknown", default), Is.Null);
        Assert.That(await Subscriptions.ReadAsync(4711, default), Is.Null);
        Assert.That(await Subscriptions.ReadBodyAsync(4711, default), Is.Null);
    }

    [Test]
    public async Task Stands_for_a_message_that_made_several_by_the_first_that_has_not_ended()
    {
        var first = await Subscriptions.SaveAsync(Listening("a") with { CorrelationId = "c" }, default);
        var second = await Subscriptions.SaveAsync(Listening("b") with { CorrelationId = "c" }, default);

        Assert.That((await Subscriptions.FindAsync("p", "c", default))!.Code, Is.EqualTo(first.Code));
        await Subscriptions.ChangeAsync(first.SubscriptionNo, SubscriptionState.Ended, null, Now, default);
        Assert.That((await Subscriptions.FindAsync("p", "c", default))!.Code, Is.EqualTo(second.Code));
    }

    [Test]
    public async Task Replaces_the_same_one_and_keeps_its_code_and_what_it_was_told()
    {
        var first = await Subscriptions.SaveAsync(Listening("s", "old", "both"), default);
        await Subscriptions.Tell(first.Kept(1));
        await Subscriptions.ChangeAsync(first.SubscriptionNo, SubscriptionState.Suspended, "gone", Now, default);
        var again = Listening("s", "both", "new") with { CreatedAt = Now.AddDays(1), Definition = Encoding.UTF8.GetBytes("new"), Kinds = ChangeKinds.Registered };

        var renewed = await Subscriptions.SaveAsync(again, default);

        Assert.That(
            (renewed.SubscriptionNo, renewed.Code, renewed.LastSequence, renewed.Revision, renewed.State, renewed.Reason, renewed.Kinds, renewed.CorrelationId, renewed.CreatedAt),
            Is.EqualTo((first.SubscriptionNo, first.Code, 1L, 2, SubscriptionState.Active, (string?)null, ChangeKinds.Registered, again.CorrelationId, Now.AddDays(1))));
        Assert.That((await Subscriptions.ReadBodyAsync(first.SubscriptionNo, default))!.Definition.ToArray(), Is.EqualTo("new"u8.ToArray()));
        Assert.That(await Interested(Change(9), "old"), Is.Empty);
        Assert.That(await Interested(Change(9), "both"), Is.EqualTo(new[] { first.SubscriptionNo }));
        Assert.That(await Interested(Change(9), "new"), Is.EqualTo(new[] { first.SubscriptionNo }));
    }

    [Test]
    public async Task Leaves_what_an_operator_paused_paused_when_it_is_renewed()
    {
        var first = await Subscriptions.SaveAsync(Listening("s", "key"), default);
        await Subscriptions.ChangeAsync(first.SubscriptionNo, SubscriptionState.Paused, "by hand", Now, default);

        var renewed = await Subscriptions.SaveAsync(Listening("s", "key") with { CreatedAt = Now.AddDays(1), EndsAt = Now.AddDays(9) }, default);

        Assert.That((renewed.SubscriptionNo, renewed.State, renewed.Reason, renewed.EndsAt), Is.EqualTo((first.SubscriptionNo, SubscriptionState.Paused, "by hand", Now.AddDays(9))));
    }

    [Test]
    public async Task Loses_no_change_by_renewing_that_was_not_told_yet()
    {
        await Subscriptions.SaveAsync(Listening(), default);

        await Subscriptions.SaveAsync(Listening() with { CreatedAt = Now.AddHours(1), StartsAt = Now.AddHours(1), AfterChange = 7 }, default);
        Assert.That(await Interested(Change(5), "births"), Has.Count.EqualTo(1), "it goes on");

        await Subscriptions.SaveAsync(Listening() with { CreatedAt = Now.AddHours(1), StartsAt = Now.AddHours(2), AfterChange = 7 }, default);
        Assert.That(await Interested(Change(9), "births"), Is.Empty, "it begins later");
    }

    [Test]
    public async Task Makes_another_one_beside_what_ended_and_beside_those_of_others()
    {
        var first = await Subscriptions.SaveAsync(Listening(), default);
        var ofOther = await Subscriptions.SaveAsync(Listening() with { PartnerId = "other" }, default);
        var ofHub = await Subscriptions.SaveAsync(Listening() with { Binding = SubscriptionBinding.Hub }, default);
        await Subscriptions.ChangeAsync(first.SubscriptionNo, SubscriptionState.Ended, null, Now, default);

        Assert.That(await Subscriptions.FindSameAsync("p", SubscriptionBinding.Dci, Digest("s"), default), Is.Null);
        var second = await Subscriptions.SaveAsync(Listening(), default);

        Assert.That(new[] { first, ofOther, ofHub, second }.Select(one => one.SubscriptionNo), Is.Unique);
        Assert.That(await Subscriptions.FindSameAsync("p", SubscriptionBinding.Dci, Digest("s"), default), Is.EqualTo(second));
    }

    [Test]
    public async Task Makes_one_of_many_that_are_the_same_at_the_same_moment()
    {
        var stored = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Subscriptions.SaveAsync(Listening(), default))));

        Assert.That(stored.Select(one => (one.SubscriptionNo, one.Code)).Distinct(), Has.Exactly(1).Items);
        Assert.That(stored.Select(one => one.Revision), Is.EquivalentTo(Enumerable.Range(1, 20)));
    }

    [Test]
    public async Task Counts_what_has_not_ended()
    {
        await Subscriptions.SaveAsync(Listening("a"), default);
        await Subscriptions.SaveAsync(Listening("b") with { Scanned = true }, default);
        await Subscriptions.SaveAsync(Listening("c") with { PartnerId = "other" }, default);
        var ended = await Subscriptions.SaveAsync(Listening("d") with { Scanned = true }, default);
        await Subscriptions.ChangeAsync(ended.SubscriptionNo, SubscriptionState.Ended, null, Now, default);

        Assert.That(await Subscriptions.CountAsync("p", default), Is.EqualTo(new SubscriptionCount(2, 1)));
        Assert.That(await Subscriptions.CountAsync("nobody", default), Is.EqualTo(new SubscriptionCount(0, 0)));
    }

    [Test]
    public async Task Lists_newest_first_page_by_page()
    {
        var first = await Subscriptions.SaveAsync(Listening("a"), default);
        var second = await Subscriptions.SaveAsync(Listening("b") with { Binding = SubscriptionBinding.Hub }, default);
        var third = await Subscriptions.SaveAsync(Listening("c") with { PartnerId = "other" }, default);
        await Subscriptions.ChangeAsync(first.SubscriptionNo, SubscriptionState.Paused, null, Now, default);

        Assert.That(await Numbers(new(null, null, null, 2)), Is.EqualTo(new[] { third.SubscriptionNo, second.SubscriptionNo }));
        Assert.That(await Numbers(new(null, null, null, 2) { Before = second.SubscriptionNo }), Is.EqualTo(new[] { first.SubscriptionNo }));
        Assert.That(await Numbers(new("p", null, null, 9)), Is.EqualTo(new[] { second.SubscriptionNo, first.SubscriptionNo }));
        Assert.That(await Numbers(new("p", SubscriptionBinding.Hub, null, 9)), Is.EqualTo(new[] { second.SubscriptionNo }));
        Assert.That(await Numbers(new(null, null, SubscriptionState.Paused, 9)), Is.EqualTo(new[] { first.SubscriptionNo }));
    }

    [Test]
    public async Task Lists_what_one_exchange_made()
    {
        var first = await Subscriptions.SaveAsync(Listening("a") with { CorrelationId = "c" }, default);
        var second = await Subscriptions.SaveAsync(Listening("b") with { CorrelationId = "c" }, default);
        await Subscriptions.SaveAsync(Listening("c") with { CorrelationId = "c", PartnerId = "other" }, default);
        await Subscriptions.SaveAsync(Listening("d"), default);

        Assert.That(await Numbers(new("p", SubscriptionBinding.Dci, null, 9) { CorrelationId = "c" }), Is.EqualTo(new[] { second.SubscriptionNo, first.SubscriptionNo }));
        Assert.That(await Numbers(new("p", SubscriptionBinding.Dci, null, 1) { CorrelationId = "c" }), Is.EqualTo(new[] { second.SubscriptionNo }));
        Assert.That(await Numbers(new("p", SubscriptionBinding.Hub, null, 9) { CorrelationId = "c" }), Is.Empty);
    }

    [Test]
    public async Task Finds_by_any_of_the_keys_each_once_and_in_order()
    {
        var one = await Subscriptions.SaveAsync(Listening("a", "x", "y", "x"), default);
        await Subscriptions.SaveAsync(Listening("b", "z"), default);
        var three = await Subscriptions.SaveAsync(Listening("c", "y"), default);

        Assert.That(await Interested(Change(1), "x", "y"), Is.EqualTo(new[] { one.SubscriptionNo, three.SubscriptionNo }));
        Assert.That(await Interested(Change(1), "other"), Is.Empty);
    }

    [Test]
    public async Task Finds_many_portion_by_portion_and_misses_none()
    {
        var numbers = new List<long>();
        for (var i = 0; i < 40; i++)
        {
            var stored = await Subscriptions.SaveAsync(Listening($"s{i}", i % 3 == 0 ? ["x"] : i % 3 == 1 ? ["y"] : ["x", "y"]), default);
            if (i % 5 == 0)
                await Subscriptions.ChangeAsync(stored.SubscriptionNo, SubscriptionState.Ended, null, Now, default);
            else
                numbers.Add(stored.SubscriptionNo);
        }

        var found = new List<long>();
        while (await Subscriptions.FindInterestedAsync(Change(1), [Key("x"), Key("y")], found.LastOrDefault(), 7, default) is { Count: > 0 } portion)
        {
            Assert.That(portion, Has.Count.LessThanOrEqualTo(7));
            found.AddRange(portion.Select(one => one.SubscriptionNo));
        }

        Assert.That(found, Is.EqualTo(numbers));
    }

    [Test]
    public async Task Finds_nothing_that_the_change_is_not_for()
    {
        await Subscriptions.SaveAsync(Listening("kind") with { Kinds = ChangeKinds.Cancelled | ChangeKinds.Notified }, default);
        await Subscriptions.SaveAsync(Listening("later") with { AfterChange = 5 }, default);
        await Subscriptions.SaveAsync(Listening("starts") with { StartsAt = Now.AddSeconds(6) }, default);
        await Subscriptions.SaveAsync(Listening("over") with { EndsAt = Now.AddSeconds(5) }, default);
        var held = await Subscriptions.SaveAsync(Listening("held"), default);
        await Subscriptions.ChangeAsync(held.SubscriptionNo, SubscriptionState.Suspended, null, Now, default);

        Assert.That(await Interested(Change(5), "births"), Is.EqualTo(new[] { held.SubscriptionNo }), "what is held is told later");
        Assert.That(await Interested(Change(6), "births"), Has.Count.EqualTo(3));
        Assert.That(await Interested(Change(4, ChangeKind.Cancelled), "births"), Has.Count.EqualTo(3));
        Assert.That(await Interested(Change(4, ChangeKind.Notified), "births"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Ends_what_is_over_and_never_again()
    {
        var over = await Subscriptions.SaveAsync(Listening("a") with { EndsAt = Now.AddHours(1) }, default);
        var renewed = await Subscriptions.SaveAsync(Listening("b") with { EndsAt = Now.AddHours(1) }, default);
        await Subscriptions.SaveAsync(Listening("b") with { EndsAt = Now.AddHours(2) }, default);
        await Subscriptions.SaveAsync(Listening("c"), default);

        Assert.That(await Subscriptions.ExpireAsync(Now.AddMinutes(59), default), Is.Zero);
        Assert.That(await Subscriptions.ExpireAsync(Now.AddHours(1), default), Is.EqualTo(1));
        Assert.That(await Subscriptions.ExpireAsync(Now.AddHours(1), default), Is.Zero);

        Assert.That(((await Subscriptions.Again(over)).State, (await Subscriptions.Again(renewed)).State), Is.EqualTo((SubscriptionState.Expired, SubscriptionState.Active)));
        Assert.That(await Subscriptions.ChangeAsync(over.SubscriptionNo, SubscriptionState.Active, null, Now, default), Is.False, "it stays ended");
    }

    [Test]
    public async Task Changes_only_what_stands_otherwise()
    {
        var made = await Subscriptions.SaveAsync(Listening(), default);

        Assert.That(await Change(SubscriptionState.Active), Is.False);
        Assert.That(await Change(SubscriptionState.Paused), Is.True);
        Assert.That(await Change(SubscriptionState.Paused), Is.False);
        Assert.That(((await Subscriptions.Again(made)).Reason, (await Subscriptions.Again(made)).ChangedAt), Is.EqualTo(("why", Now.AddDays(1))));
        Assert.That(await Change(SubscriptionState.Active), Is.True);
        Assert.That(await Change(SubscriptionState.Ended), Is.True);
        Assert.That(await Change(SubscriptionState.Active), Is.False);
        Assert.That(await Subscriptions.ChangeAsync(4711, SubscriptionState.Ended, null, Now, default), Is.False);

        Task<bool> Change(SubscriptionState state) => Subscriptions.ChangeAsync(made.SubscriptionNo, state, "why", Now.AddDays(1), default);
    }

    [Test]
    public async Task Forgets_old_events_and_what_has_ended_a_limited_number_at_a_time()
    {
        var stays = await Subscriptions.SaveAsync(Listening("stays"), default);
        var ended = await Subscriptions.SaveAsync(Listening("ended"), default);
        for (var i = 1; i <= 5; i++)
            await Subscriptions.Tell(stays.Kept(i), ended.Kept(i));
        await Subscriptions.ChangeAsync(ended.SubscriptionNo, SubscriptionState.Ended, null, Now.AddMinutes(1), default);

        Assert.That(await Subscriptions.PruneAsync(Now.AddDays(1), Now, 100, default), Is.Zero, "nothing was delivered");
        Assert.That(await Subscriptions.PruneAsync(Now, Now.AddSeconds(3), 3, default), Is.EqualTo(3));
        Assert.That(await Subscriptions.PruneAsync(Now, Now.AddSeconds(3), 3, default), Is.EqualTo(1));
        Assert.That((await Subscriptions.ReadEventsAsync(stays.SubscriptionNo, 0, 9, default)).Select(one => one.Sequence), Is.EqualTo(new[] { 3, 4, 5 }));
        Assert.That((await Subscriptions.Again(stays)).DispatchedSequence, Is.EqualTo(2), "what is gone waits no more");

        await Subscriptions.PruneAsync(Now, Now.AddDays(1), 100, default);
        Assert.That(await Subscriptions.ReadAsync(ended.SubscriptionNo, default), Is.Null);
        Assert.That(await Subscriptions.ReadBodyAsync(ended.SubscriptionNo, default), Is.Null);
        Assert.That((await Subscriptions.Again(stays)).LastSequence, Is.EqualTo(5));
        Assert.That((await Subscriptions.SaveAsync(Listening("new"), default)).SubscriptionNo, Is.GreaterThan(ended.SubscriptionNo), "no number is used twice");
    }

    [Test]
    public async Task Forgets_the_keys_of_what_has_ended_however_many_they_are()
    {
        var ended = await Subscriptions.SaveAsync(Listening("s", [.. Enumerable.Range(0, 2500).Select(i => $"k{i}")]), default);
        await Subscriptions.ChangeAsync(ended.SubscriptionNo, SubscriptionState.Ended, null, Now, default);

        Assert.That(await Subscriptions.PruneAsync(Now, Now, 10_000, default), Is.EqualTo(1500), "a thousand went with the end");
        Assert.That(await Subscriptions.PruneAsync(Now, Now, 10_000, default), Is.Zero);
    }

    private async Task<List<long>> Interested(RecordChange change, params string[] keys) =>
        [.. (await Subscriptions.FindInterestedAsync(change, [.. keys.Select(Key)], 0, 100, default)).Select(one => one.SubscriptionNo)];

    private async Task<List<long>> Numbers(SubscriptionFilter filter) => [.. (await Subscriptions.ListAsync(filter, default)).Select(one => one.SubscriptionNo)];
}
