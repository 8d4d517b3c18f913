using System.Text;
using Dci.CrvsApi.Registry.Deliveries;

namespace Dci.CrvsApi.Tests.Deliveries;

public sealed class DeliveryMachineTests
{
    private DeliveryHouse _house = null!;

    [SetUp]
    public void Build() => _house = new DeliveryHouse();

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [Test]
    public async Task Posts_a_signed_message_as_soon_as_it_is_handed_over()
    {
        _house.Options.PollInterval = TimeSpan.FromMinutes(1);
        await _house.StartAsync();
        await using var receiver = Receiver.Answering(200);

        var id = await _house.SendAsync(receiver.Address);

        var post = await receiver.NextAsync();
        var row = await _house.Store.EndOf(id);
        Assert.That(post.RequestLine, Is.EqualTo("POST /callback/on-search HTTP/1.1"));
        Assert.That(post.Headers["Content-Type"], Is.EqualTo("application/json"));
        Assert.That((post.MessageId, post.Header.GetProperty("action").GetString()), Is.EqualTo((id, "on-search")));
        Assert.That(Encoding.UTF8.GetString(post.Body), Does.StartWith("{\"signature\":\"ey").And.Contain("\"correlation_id\":\"c-1\""));
        Assert.That(row.State, Is.EqualTo(DeliveryState.Delivered));
        Assert.That(row.Attempts.Single(), Has.Property("Number").EqualTo(1).And.Property("Status").EqualTo(200).And.Property("Fault").Null);
        Assert.That(_house.Queue.Rows, Is.Zero);
    }

    [Test]
    public async Task Delivers_what_was_stored_although_nobody_said_so()
    {
        await using var receiver = Receiver.Answering(200);
        await _house.StartAsync();
        _house.Store.Away = true;
        var stored = await _house.DraftAsync(receiver.Address);
        _house.Store.Add(stored);
        _house.Outbox.Doubt(stored);
        _house.Outbox.Doubt(await _house.DraftAsync(receiver.Address));
        Assert.That(_house.Queue.Rows, Is.EqualTo(2), "Their places are kept.");

        _house.Store.Away = false;

        Assert.That((await _house.Store.EndOf(stored.MessageId)).State, Is.EqualTo(DeliveryState.Delivered));
        Assert.That(() => _house.Queue.Rows, Is.Zero.After(5000, 10));
        Assert.That(receiver.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Delivers_what_others_left_in_the_store()
    {
        await using var receiver = Receiver.Answering(200);
        var left = _house.Store.Add(_house.Due(receiver.Address));

        await _house.StartAsync();

        Assert.That((await _house.Store.EndOf(left.MessageId)).State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task Comes_again_with_the_same_message_id_and_a_new_instant()
    {
        await _house.StartAsync();
        await using var receiver = Receiver.Answering(500, 503, 429, 408, 200);

        var id = await _house.SendAsync(receiver.Address);
        var row = await _house.Store.EndOf(id);

        var posts = new List<Post>();
        for (var i = 0; i < 5; i++)
            posts.Add(await receiver.NextAsync());
        Assert.That(posts.Select(post => post.MessageId), Is.All.EqualTo(id));
        Assert.That(posts.Select(post => post.Header.GetProperty("message_ts").GetString()), Is.Unique);
        Assert.That(row.Faults, Is.EqualTo(["server_error", "server_error", "throttled", "timeout", null]));
        Assert.That(row.Attempts.Select(attempt => attempt.Number), Is.EqualTo([1, 2, 3, 4, 5]));
    }

    [Test]
    public async Task Delivers_when_a_dead_receiver_comes_back()
    {
        await _house.StartAsync();
        var port = Receiver.ClosedPort();
        var id = await _house.SendAsync(new Uri($"http://127.0.0.1:{port}/"));
        Assert.That((await _house.Store.SettledAsync(id)).Faults, Has.Some.EqualTo("connect"));

        await using var receiver = Receiver.Answering((_, stream, end) => stream.WriteAsync(Receiver.Response(200), end).AsTask(), port);

        Assert.That((await _house.Store.EndOf(id)).State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task Stops_at_once_for_a_receiver_that_is_gone()
    {
        await _house.StartAsync();
        await using var receiver = Receiver.Answering(410);

        var row = await _house.Store.EndOf(await _house.SendAsync(receiver.Address));

        Assert.That((row.State, row.Attempts.Count, row.Reason), Is.EqualTo((DeliveryState.Dead, 1, "The receiver says that it is gone for good.")));
    }

    [Test]
    public async Task Gives_up_after_three_refusals_in_a_row()
    {
        await _house.StartAsync();
        await using var receiver = Receiver.Answering(404, 400, 500, 404, 403, 401);

        var row = await _house.Store.EndOf(await _house.SendAsync(receiver.Address));

        Assert.That((row.State, row.Attempts.Count), Is.EqualTo((DeliveryState.Dead, 6)));
    }

    [Test]
    public async Task Never_follows_a_redirect()
    {
        await _house.StartAsync();
        await using var elsewhere = Receiver.Answering(200);
        await using var receiver = Receiver.Answering((_, stream, end) => stream.WriteAsync(Receiver.Response(307, $"Location: {elsewhere.Address}\r\n"), end).AsTask());

        var row = await _house.Store.EndOf(await _house.SendAsync(receiver.Address));

        Assert.That((row.State, row.Attempts.Count, elsewhere.Connections), Is.EqualTo((DeliveryState.Dead, 3, 0)));
        Assert.That(row.Attempts.Select(attempt => attempt.Status), Is.All.EqualTo(307));
    }

    [Test]
    public async Task Gives_up_after_the_partners_own_number_of_attempts()
    {
        _house.Options.MaxAttempts = 2;
        await _house.StartAsync();
        await using var receiver = Receiver.Answering(500);

        var row = await _house.Store.EndOf(await _house.SendAsync(receiver.Address));

        Assert.That((row.State, row.Attempts.Count), Is.EqualTo((DeliveryState.Dead, 2)));
    }

    [Test]
    public async Task Takes_it_as_delivered_when_the_receiver_has_had_it()
    {
        await _house.StartAsync();
        await using var receiver = Receiver.Answering((_, stream, end) =>
            stream.WriteAsync(Receiver.Response(400, body: """{"header":{"status":"rjct","status_reason_code":"rjct.message_id.duplicate"}}"""), end).AsTask());

        var row = await _house.Store.EndOf(await _house.SendAsync(receiver.Address));

        Assert.That((row.State, row.Attempts.Single().Status, row.Attempts.Single().Fault), Is.EqualTo((DeliveryState.Delivered, 400, (string?)null)));
    }

    [TestCase("NOT HTTP AT ALL\r\n\r\n", "protocol")]
    [TestCase("", "closed")]
    [TestCase("HTTP/1.1 20", "closed|protocol")]
    public async Task Tries_again_when_what_comes_back_is_no_answer(string raw, string fault)
    {
        await _house.StartAsync();
        await using var receiver = Receiver.Saying(raw);

        var id = await _house.SendAsync(receiver.Address);
        var row = await _house.Store.SettledAsync(id, 2);

        Assert.That(row.State, Is.EqualTo(DeliveryState.Waiting));
        Assert.That(row.Faults, Is.All.Matches<string>(found => fault.Split('|').Contains(found)));
    }

    [Test]
    public async Task Reads_no_endless_headers()
    {
        await _house.StartAsync();
        await using var receiver = Receiver.Answering(async (_, stream, end) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), end);
            while (true)
                await stream.WriteAsync("X-More: and more and more and more\r\n"u8.ToArray(), end);
        });

        var row = await _house.Store.SettledAsync(await _house.SendAsync(receiver.Address));

        Assert.That(row.Faults.First(), Is.EqualTo("protocol"));
    }

    [TestCase(200, "Delivered")]
    [TestCase(400, "Dead")]
    public async Task Reads_no_endless_body(int status, string end)
    {
        await _house.StartAsync();
        await using var receiver = Receiver.Answering(async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: 99999999999\r\n\r\n"), stop);
            while (true)
                await stream.WriteAsync(new byte[8192], stop);
        });

        var row = await _house.Store.EndOf(await _house.SendAsync(receiver.Address));

        Assert.That(row.State.ToString(), Is.EqualTo(end));
    }

    [Test]
    public async Task Counts_a_success_whose_body_breaks_off()
    {
        await _house.StartAsync();
        await using var receiver = Receiver.Saying("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"half\":");

        Assert.That((await _house.Store.EndOf(await _house.SendAsync(receiver.Address))).State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task Gives_a_hanging_receiver_its_time_and_no_more()
    {
        _house.Options.AttemptTimeout = TimeSpan.FromMilliseconds(200);
        await _house.StartAsync();
        await using var receiver = Receiver.Answering((_, _, end) => Task.Delay(Timeout.Infinite, end));

        var row = await _house.Store.SettledAsync(await _house.SendAsync(receiver.Address));

        Assert.That((row.Faults.First(), row.Attempts[0].Status), Is.EqualTo(("timeout", (int?)null)));
        Assert.That(row.Attempts[0].Duration, Is.InRange(TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(3)));
    }

    [TestCase("1")]
    [TestCase("date")]
    public async Task Leaves_a_receiver_alone_as_long_as_it_asks_for(string retryAfter)
    {
        await _house.StartAsync();
        var value = retryAfter == "date" ? DateTimeOffset.UtcNow.AddSeconds(2).ToString("R") : retryAfter;
        await using var receiver = Receiver.Answering((post, stream, end) =>
            stream.WriteAsync(post.Number == 1 ? Receiver.Response(503, $"Retry-After: {value}\r\n") : Receiver.Response(200), end).AsTask());
        var first = await _house.SendAsync(receiver.Address);
        await _house.Store.SettledAsync(first);

        var second = await _house.SendAsync(receiver.Address);

        var asked = (await _house.Store.EndOf(first)).Attempts;
        var other = (await _house.Store.EndOf(second)).Attempts.Single();
        Assert.That(asked[1].At - asked[0].At, Is.GreaterThan(TimeSpan.FromMilliseconds(900)));
        Assert.That(other.At - asked[0].At, Is.GreaterThan(TimeSpan.FromMilliseconds(900)));
    }

    [Test]
    public async Task Keeps_its_pace_for_the_healthy_beside_the_hanging_and_the_dead()
    {
        await _house.StartAsync();
        await using var hanging = Receiver.Answering((_, _, end) => Task.Delay(Timeout.Infinite, end));
        await using var healthy = Receiver.Answering(200);
        var dead = new Uri($"http://127.0.0.1:{Receiver.ClosedPort()}/");
        for (var i = 0; i < 200; i++)
        {
            await _house.SendAsync(hanging.Address);
            await _house.SendAsync(dead);
        }

        var started = TimeProvider.System.GetTimestamp();
        var ids = new List<string>();
        for (var i = 0; i < 100; i++)
            ids.Add(await _house.SendAsync(healthy.Address));
        foreach (var id in ids)
            Assert.That((await _house.Store.EndOf(id)).Attempts, Has.Count.EqualTo(1));

        Assert.That(TimeProvider.System.GetElapsedTime(started), Is.LessThan(_house.Options.AttemptTimeout));
    }

    [Test]
    public async Task Sends_no_more_to_one_receiver_at_a_time_than_it_should()
    {
        _house.Options.PerDestination = 3;
        await _house.StartAsync();
        var gate = new TaskCompletionSource();
        await using var receiver = Receiver.Answering(async (_, stream, end) =>
        {
            await gate.Task;
            await stream.WriteAsync(Receiver.Response(200), end);
        });
        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
            ids.Add(await _house.SendAsync(receiver.Address));
        for (var i = 0; i < 3; i++)
            await receiver.NextAsync();
        var atFirst = receiver.Count;

        gate.SetResult();
        foreach (var id in ids)
            await _house.Store.EndOf(id);

        Assert.That((atFirst, receiver.Connections), Is.EqualTo((3, 3)));
    }

    [Test]
    public async Task Leaves_in_the_store_what_a_hanging_receiver_does_not_take()
    {
        _house.Options.RowsPerDestination = 50;
        await using var hanging = Receiver.Answering((_, _, end) => Task.Delay(Timeout.Infinite, end));
        for (var i = 0; i < 5000; i++)
            _house.Store.Add(_house.Due(hanging.Address));

        await _house.StartAsync();
        for (var i = 0; i < 16; i++)
            await hanging.NextAsync();
        for (var i = 0; i < 100; i++)
            await _house.SendAsync(hanging.Address);

        Assert.That(_house.Queue.Rows, Is.InRange(16, 50));
        Assert.That(_house.Store.MostClaimed, Is.InRange(16, 50));
    }

    [Test]
    public async Task Leaves_a_dead_receiver_alone_and_catches_up_when_it_is_back()
    {
        _house.Options.BreakAfter = 5;
        _house.Options.Break = TimeSpan.FromSeconds(1);
        _house.Options.PerDestination = 4;
        var port = Receiver.ClosedPort();
        var ids = Enumerable.Range(0, 300).Select(_ => _house.Store.Add(_house.Due(new Uri($"http://127.0.0.1:{port}/"))).MessageId).ToList();

        await _house.StartAsync();
        await _house.Store.SettledAsync(ids[^1]);
        var attempts = _house.Store.Settlements.Count(settlement => settlement.Attempt is not null);
        await using var receiver = Receiver.Answering((_, stream, end) => stream.WriteAsync(Receiver.Response(200), end).AsTask(), port);
        foreach (var id in ids)
            Assert.That((await _house.Store.EndOf(id)).State, Is.EqualTo(DeliveryState.Delivered));

        Assert.That(attempts, Is.LessThan(20));
        Assert.That(_house.Store.Settlements.Where(settlement => settlement is { Attempt: null }).Select(settlement => settlement.Reason), Is.All.Contains("left alone"));
    }

    [Test]
    public async Task Does_not_send_again_because_the_store_was_away()
    {
        await _house.StartAsync();
        await using var receiver = Receiver.Answering(200);
        _house.Store.Away = true;
        var id = await _house.SendAsync(receiver.Address);
        await receiver.NextAsync();
        Assert.That(() => _house.Store.FailedSettlements, Is.GreaterThanOrEqualTo(2).After(10_000, 10));

        _house.Store.Away = false;

        Assert.That((await _house.Store.EndOf(id)).State, Is.EqualTo(DeliveryState.Delivered));
        Assert.That(receiver.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Waits_without_an_attempt_while_the_partner_is_disabled()
    {
        await _house.StartAsync();
        await using var receiver = Receiver.Answering(200);
        var due = _house.Due(receiver.Address);
        await _house.Partners.Administration.DisableAsync(DeliveryHouse.PartnerId, CancellationToken.None);

        _house.Store.Add(due);

        var row = await _house.Store.SettledAsync(due.MessageId);
        Assert.That((row.State, row.Attempts.Count, row.Reason), Is.EqualTo((DeliveryState.Waiting, 0, "The partner is disabled.")));
        Assert.That(row.Delivery.DueAt, Is.GreaterThan(due.DueAt.AddSeconds(55)));
        Assert.That(receiver.Connections, Is.Zero);
    }

    [Test]
    public async Task Waits_when_it_can_not_be_encrypted_and_never_sends_it_in_clear()
    {
        await _house.StartAsync();
        await using var receiver = Receiver.Answering(200);
        var due = _house.Due(receiver.Address) with { Encrypt = true };

        _house.Store.Add(due);

        var row = await _house.Store.SettledAsync(due.MessageId);
        Assert.That((row.State, row.Attempts.Count, receiver.Connections), Is.EqualTo((DeliveryState.Waiting, 0, 0)));
        Assert.That(row.Reason, Is.Not.Empty);
    }

    [Test]
    public async Task Waits_when_the_address_is_not_the_partners_any_more()
    {
        await using var receiver = Receiver.Answering(200);
        await _house.StartAsync(origins: [$"http://127.0.0.1:{receiver.Port + 1}"]);
        var due = _house.Due(receiver.Address);

        _house.Store.Add(due);

        var row = await _house.Store.SettledAsync(due.MessageId);
        Assert.That((row.Attempts.Count, row.Reason, receiver.Connections), Is.EqualTo((0, "The address is not within the partner's callback origins any more.", 0)));
    }

    [TestCase("http://user:secret@127.0.0.1:{0}/")]
    [TestCase("https://127.0.0.1:{0}/")]
    [TestCase("http://localhost:{0}/")]
    public async Task Waits_when_an_address_only_looks_like_the_partners(string address)
    {
        await using var receiver = Receiver.Answering(200);
        await _house.StartAsync();
        var due = _house.Due(receiver.Address) with { Address = string.Format(address, receiver.Port) };

        _house.Store.Add(due);

        Assert.That((await _house.Store.SettledAsync(due.MessageId)).Attempts, Is.Empty);
        Assert.That(receiver.Connections, Is.Zero);
    }

    [Test]
    public async Task Finishes_what_is_under_way_when_it_stops_and_begins_nothing_new()
    {
        _house.Options.PerDestination = 1;
        await _house.StartAsync();
        var gate = new TaskCompletionSource();
        await using var receiver = Receiver.Answering(async (_, stream, end) =>
        {
            await gate.Task;
            await stream.WriteAsync(Receiver.Response(200), end);
        });
        var underWay = await _house.SendAsync(receiver.Address);
        var waiting = await _house.SendAsync(receiver.Address);
        await receiver.NextAsync();

        var stopping = _house.StopAsync();
        var later = await _house.SendAsync(receiver.Address);
        gate.SetResult();
        await stopping;

        Assert.That((await _house.Store.EndOf(underWay)).State, Is.EqualTo(DeliveryState.Delivered));
        Assert.That(_house.Store.Rows.Where(row => row.State == DeliveryState.Waiting).Select(row => row.Delivery.MessageId), Is.EquivalentTo([waiting, later]));
        Assert.That(receiver.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Cuts_off_what_does_not_end_in_time_when_it_stops_and_says_so()
    {
        _house.Options.StopWithin = TimeSpan.FromMilliseconds(50);
        await _house.StartAsync();
        await using var hanging = Receiver.Answering((_, _, end) => Task.Delay(Timeout.Infinite, end));
        var id = await _house.SendAsync(hanging.Address);
        await hanging.NextAsync();

        await _house.StopAsync();

        var row = await _house.Store.SettledAsync(id);
        Assert.That((row.State, row.Faults.Single()), Is.EqualTo((DeliveryState.Waiting, "stopped")));
    }

    [Test]
    public async Task Has_ended_for_everybody_who_stops_it_only_when_it_has_ended()
    {
        await _house.StartAsync();
        var gate = new TaskCompletionSource();
        await using var receiver = Receiver.Answering(async (_, stream, end) =>
        {
            await gate.Task;
            await stream.WriteAsync(Receiver.Response(200), end);
        });
        await _house.SendAsync(receiver.Address);
        await receiver.NextAsync();

        var first = _house.StopAsync();
        var second = _house.StopAsync();

        Assert.That(second.IsCompleted, Is.False);
        gate.SetResult();
        await Task.WhenAll(first, second);
    }
}
