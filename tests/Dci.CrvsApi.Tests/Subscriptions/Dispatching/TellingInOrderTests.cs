using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Tests.Deliveries;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Subscriptions.Dispatching;

/// <summary>What is promised to DCI subscribers, whatever becomes of their receivers and of the server.</summary>
internal sealed class TellingInOrderTests
{
    private InOrderHouse _house = null!;

    [TearDown]
    public void Close() => _house.Dispose();

    [Test]
    public async Task Keeps_events_while_the_receiver_is_down_and_sends_them_all_in_order_when_it_is_back()
    {
        _house = await InOrderHouse.OpenAsync();
        var port = Receiver.ClosedPort();
        var subscription = await _house.SubscribeAsync($"http://127.0.0.1:{port}/notify");
        await _house.HappenAsync(11);
        var failing = await _house.UntilAsync(subscription, now => now.LastSequence == 11 && now.FailingSince is not null);
        Assert.That(failing.OpenDeliveries, Is.LessThanOrEqualTo(4), "No more than the window is in the outbox.");

        await using var inbox = await CallbackInbox.OpenAsync(port);
        var told = await _house.UntilDeliveredAsync(subscription, 11);

        Assert.That(Sequences(inbox), Is.EqualTo(Enumerable.Range(1, 11)));
        Assert.That((told.FailingSince, told.OpenDeliveries), Is.EqualTo(((DateTimeOffset?)null, 0)));
    }

    [Test]
    public async Task Suspends_a_subscription_whose_receiver_is_gone_for_long_and_loses_nothing_when_it_is_resumed()
    {
        _house = await InOrderHouse.OpenAsync(("Subscriptions:SuspendAfter", "00:00:01"));
        var port = Receiver.ClosedPort();
        var subscription = await _house.SubscribeAsync($"http://127.0.0.1:{port}/notify");
        await _house.HappenAsync(6);
        var suspended = await _house.UntilAsync(subscription, now => now.State == SubscriptionState.Suspended);
        Assert.That(suspended.Reason, Does.Contain("has failed"));
        await _house.HappenAsync(3);
        await _house.UntilAsync(subscription, now => now.LastSequence == 9);

        await using var inbox = await CallbackInbox.OpenAsync(port);
        var report = await _house.Administration.ResumeAsync(subscription.Code, default);
        await _house.UntilDeliveredAsync(subscription, 9);

        Assert.That(report.Failed, Is.False);
        Assert.That(Sequences(inbox), Is.EqualTo(Enumerable.Range(1, 9)));
        Assert.That(_house.Logs.Lines, Has.Some.Contains($"Subscription {subscription.Code} of partner {subscription.PartnerId} was suspended"));
    }

    [Test]
    public async Task Suspends_at_once_when_the_receiver_says_that_it_is_gone()
    {
        _house = await InOrderHouse.OpenAsync();
        await using var gone = Receiver.Answering(410);
        var subscription = await _house.SubscribeAsync(gone.Address.OriginalString);

        await _house.HappenAsync(2);

        var suspended = await _house.UntilAsync(subscription, now => now.State == SubscriptionState.Suspended && now.LastSequence == 2);
        Assert.That((suspended.Reason, suspended.DeliveredSequence), Is.EqualTo(("The receiver says that it is gone for good.", 0L)));
        Assert.That(gone.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Sends_nothing_while_it_is_paused_and_everything_after()
    {
        _house = await InOrderHouse.OpenAsync();
        await using var inbox = await CallbackInbox.OpenAsync();
        var subscription = await _house.SubscribeAsync(inbox.Address());
        await _house.HappenAsync(1);
        await _house.UntilDeliveredAsync(subscription, 1);

        await _house.Administration.PauseAsync(subscription.Code, default);
        await _house.HappenAsync(7);
        await _house.UntilAsync(subscription, now => now.LastSequence == 8);
        Assert.That(inbox.Received, Has.Count.EqualTo(1));
        await _house.Administration.ResumeAsync(subscription.Code, default);
        await _house.UntilDeliveredAsync(subscription, 8);

        Assert.That(Sequences(inbox), Is.EqualTo(Enumerable.Range(1, 8)));
    }

    [Test]
    public async Task Goes_on_in_order_after_a_restart()
    {
        _house = await InOrderHouse.OpenAsync();
        var port = Receiver.ClosedPort();
        var subscription = await _house.SubscribeAsync($"http://127.0.0.1:{port}/notify");
        await _house.HappenAsync(9);
        await _house.UntilAsync(subscription, now => now.LastSequence == 9 && now.FailingSince is not null);

        await _house.RestartAsync();
        await using var inbox = await CallbackInbox.OpenAsync(port);
        await _house.HappenAsync(3);
        await _house.UntilDeliveredAsync(subscription, 12);

        Assert.That(Sequences(inbox).Distinct(), Is.EqualTo(Enumerable.Range(1, 12)));
    }

    [Test]
    public async Task Tells_the_healthy_beside_the_slow_the_dead_and_the_lying()
    {
        _house = await InOrderHouse.OpenAsync();
        await using var hanging = Receiver.Answering((_, _, end) => Task.Delay(Timeout.Infinite, end));
        await using var failing = Receiver.Answering(500);
        await using var redirecting = Receiver.Saying("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        await using var talking = Receiver.Saying("HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\n" + new string('x', 4_000_000));
        await using var inbox = await CallbackInbox.OpenAsync();
        var healthy = await _house.SubscribeAsync(inbox.Address());
        var talks = await _house.SubscribeAsync(talking.Address.OriginalString);
        Subscription[] ill =
        [
            await _house.SubscribeAsync(hanging.Address.OriginalString),
            await _house.SubscribeAsync(failing.Address.OriginalString),
            await _house.SubscribeAsync(redirecting.Address.OriginalString),
            await _house.SubscribeAsync($"http://127.0.0.1:{Receiver.ClosedPort()}/"),
        ];

        await _house.HappenAsync(10);
        await _house.UntilDeliveredAsync(healthy, 10);
        await _house.UntilDeliveredAsync(talks, 10);

        Assert.That(Sequences(inbox), Is.EqualTo(Enumerable.Range(1, 10)));
        foreach (var one in ill)
        {
            var stands = await _house.UntilAsync(one, now => now.LastSequence == 10 && now.FailingSince is not null);
            Assert.That((stands.DeliveredSequence, stands.State), Is.EqualTo((0L, SubscriptionState.Active)));
        }
    }

    [Test]
    public async Task Collects_events_until_their_time_and_sends_them_in_few_messages()
    {
        _house = await InOrderHouse.OpenAsync();
        await using var inbox = await CallbackInbox.OpenAsync();
        var now = DateTimeOffset.UtcNow;
        var subscription = await _house.SubscribeAsync(
            inbox.Address(),
            partner => partner with { Limits = new LimitsRegistration { CallbackItems = 3 } },
            definition => definition with { Frequency = "0 0 0 1 1 ?" },
            made => made with { CollectAt = now.AddHours(1) });
        await _house.HappenAsync(7);
        await _house.UntilAsync(subscription, stands => stands.LastSequence == 7);
        Assert.That(inbox.Received, Is.Empty);

        await _house.Store.DispatchAsync(new Dispatch { SubscriptionNo = subscription.SubscriptionNo, After = 0, Deliveries = [], CollectAt = now.AddSeconds(-1) }, default);
        var told = await _house.UntilDeliveredAsync(subscription, 7);

        Assert.That(inbox.Received.Select(Told), Is.EqualTo(new[] { (1, 3), (4, 6), (7, 7) }));
        Assert.That(inbox.Received.Select(callback => callback.Message.GetProperty("notify_event").GetArrayLength()), Is.EqualTo(new[] { 3, 3, 1 }));
        Assert.That(told.CollectAt, Is.EqualTo(new DateTimeOffset(now.Year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Test]
    public async Task Only_moves_a_collection_on_when_there_was_nothing_to_tell()
    {
        _house = await InOrderHouse.OpenAsync();
        await using var inbox = await CallbackInbox.OpenAsync();
        var now = DateTimeOffset.UtcNow;
        var subscription = await _house.SubscribeAsync(
            inbox.Address(), null, definition => definition with { Frequency = "0 0 0 1 1 ?" }, made => made with { CollectAt = now.AddSeconds(-1) });

        await _house.UntilAsync(subscription, stands => stands.CollectAt > now.AddMinutes(1));

        Assert.That(inbox.Received, Is.Empty);
    }

    [Test]
    public async Task Passes_over_what_OpenSPP_does_not_take()
    {
        _house = await InOrderHouse.OpenAsync();
        await using var receiver = Receiver.Answering(500, 500, 500, 200, 200);
        var subscription = await _house.SubscribeAsync(receiver.Address.OriginalString, partner => partner with { Profile = "openspp" });

        await _house.HappenAsync(3);
        await _house.UntilDeliveredAsync(subscription, 3);

        var posts = new List<Post>();
        while (posts.Count < receiver.Count)
            posts.Add(await receiver.NextAsync());
        Assert.That(posts.Select(post => post.MessageId).Distinct().Count(), Is.EqualTo(3));
        Assert.That(posts.Take(3).Select(post => post.MessageId).Distinct().Count(), Is.EqualTo(1));
        var dead = await _house.Telling.Server.Services.GetRequiredService<IDeliveryStore>().ListAsync(new DeliveryFilter(DeliveryState.Dead, subscription.PartnerId, 10), default);
        Assert.That(dead.Single().MessageId, Is.EqualTo(posts[0].MessageId));
    }

    [Test]
    public async Task Ends_a_subscription_whose_time_is_over_and_tells_it_nothing_more()
    {
        _house = await InOrderHouse.OpenAsync();
        await using var inbox = await CallbackInbox.OpenAsync();
        var subscription = await _house.SubscribeAsync(inbox.Address(), change: made => made with { EndsAt = DateTimeOffset.UtcNow.AddSeconds(2) });
        await _house.HappenAsync(1);
        await _house.UntilDeliveredAsync(subscription, 1);

        await _house.UntilAsync(subscription, now => now.State == SubscriptionState.Expired);
        await _house.HappenAsync(1);
        var healthy = await _house.SubscribeAsync(inbox.Address());
        await _house.HappenAsync(1);
        await _house.UntilDeliveredAsync(healthy, 1);

        Assert.That(inbox.Received, Has.Count.EqualTo(2));
    }

    private static IEnumerable<int> Sequences(CallbackInbox inbox) => inbox.Received.Select(callback => Told(callback).First);

    private static (int First, int Last) Told(Callback callback)
    {
        var meta = callback.Header.GetProperty("meta");
        return (meta.GetProperty("first_sequence").GetInt32(), meta.GetProperty("last_sequence").GetInt32());
    }
}
