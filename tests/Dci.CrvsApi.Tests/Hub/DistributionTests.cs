using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Hub;
using Dci.CrvsApi.Tests.Contract;
using Dci.CrvsApi.Tests.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Hub;

/// <summary>What subscribers are sent, and what becomes of it (WebSub §7).</summary>
internal sealed class DistributionTests
{
    private const string Secret = "a secret of mine";

    private HubHouse _house = null!;
    private Listener _listener = null!;
    private HubSubscriber _subscriber = null!;

    [SetUp]
    public async Task Open()
    {
        _house = await HubHouse.OpenAsync();
        _listener = await Listener.OpenAsync();
        _subscriber = await _house.JoinAsync();
    }

    [TearDown]
    public async Task Close()
    {
        _house.Dispose();
        await _listener.DisposeAsync();
    }

    [Test]
    public async Task Sends_what_the_topic_says_with_its_links_and_a_signature()
    {
        await SubscribeAsync(secret: Secret);
        var recordId = await _house.RegisterBirthAsync();

        var told = (await _listener.WaitToldAsync())[0];
        var topic = await _subscriber.ReadAsync("/topics/birth.registered");

        Assert.That(told.Target, Is.EqualTo("/callback"));
        Assert.That(told.Headers["Content-Type"], Is.EqualTo("application/json"));
        Assert.That(told.Headers["Link"], Is.EqualTo($"<{HubSubscriber.Base}/hub>; rel=\"hub\", <{HubSubscriber.Births}>; rel=\"self\""));
        Assert.That(told.Headers["X-Hub-Signature"], Is.EqualTo("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), told.Body))));
        Assert.That(told.Headers["X-Event-Sequence"], Is.EqualTo("1"));
        Assert.That(topic.Reply.Text, Is.EqualTo(told.Text));
        Assert.That(told.Text, Does.Contain($"\"dataShareUri\":\"{HubSubscriber.Base}/fhir/Composition/{recordId}\""));
        Assert.That(ContractReader.Contract.Faults("TopicEvent", told.Text), Is.Empty);
    }

    [Test]
    public async Task Signs_nothing_without_a_secret()
    {
        await SubscribeAsync();
        await _house.RegisterBirthAsync();

        Assert.That((await _listener.WaitToldAsync())[0].Headers, Does.Not.ContainKey("X-Hub-Signature"));
    }

    [Test]
    public async Task Says_of_a_record_only_that_there_is_news()
    {
        await SubscribeAsync();
        await _house.RegisterBirthAsync();

        var data = JsonNode.Parse((await _listener.WaitToldAsync())[0].Body)!["event"]!["data"]!.AsObject();

        Assert.That(data.Select(member => member.Key), Is.EqualTo(new[] { "event", "change" }));
    }

    [Test]
    public async Task Says_what_it_may_to_who_is_granted_full_events_in_one_line_of_ASCII()
    {
        var full = await _house.JoinAsync(registration => registration with { FullEvents = true, Fields = ["identifier", "name"] });
        await full.TakeAsync(_listener.Address());
        await _house.WaitForSubscriptionsAsync(full);
        await _house.Registrar.PostAsync(Clerk.Sample("r4-birth-names-in-three-scripts.json"));

        var told = (await _listener.WaitToldAsync())[0];
        var data = JsonNode.Parse(told.Body)!["event"]!["data"]!;

        Assert.That(told.Body, Has.All.InRange(0x20, 0x7e));
        Assert.That((string?)data["registrationNumber"], Is.EqualTo("2025-BR-000451"));
        Assert.That(data["person"]!.AsObject().Select(member => member.Key).Where(name => !name.StartsWith('@')), Is.EquivalentTo(new[] { "identifier", "name" }));
        Assert.That((await full.ReadAsync("/topics/birth.registered")).Reply.Text, Is.EqualTo(told.Text));
    }

    [Test]
    public async Task Calls_the_callback_letter_for_letter_when_asking_and_when_telling()
    {
        const string odd = "/p%7Eq/%41/../x?a=%7e&b=1+2&&c&hub.mode=mine&d=";
        await _subscriber.TakeAsync(_listener.Address(odd));
        await _house.WaitForSubscriptionsAsync(_subscriber);
        await _house.RegisterBirthAsync();

        Assert.That((await _listener.WaitToldAsync())[0].Target, Is.EqualTo(odd));
        Assert.That(_listener.Asked.Single().Target, Does.StartWith(odd + "&hub.mode=subscribe&hub.topic="));
    }

    [Test]
    public async Task Tries_again_and_then_drops_that_notification_only()
    {
        using var house = await HubHouse.OpenAsync(("Deliveries:MaxAttempts", "2"));
        var subscriber = await house.JoinAsync();
        await subscriber.TakeAsync(_listener.Address());
        await house.WaitForSubscriptionsAsync(subscriber);
        _listener.OnTold = (_, context) => Status(context, 500);
        await house.RegisterBirthAsync();
        await _listener.WaitToldAsync(2);
        var deliveries = house.Server.Services.GetRequiredService<IDeliveryStore>();
        while ((await deliveries.ListAsync(new DeliveryFilter(DeliveryState.Dead, subscriber.Id, 10), default)).Count == 0)
            await Task.Delay(20);

        _listener.OnTold = (_, _) => Task.CompletedTask;
        await house.RegisterBirthAsync();
        var told = await _listener.WaitToldAsync(3);

        Assert.That(told.Select(heard => heard.Headers["X-Event-Sequence"]), Is.EqualTo(new[] { "1", "1", "2" }));
        Assert.That(told[1].Text, Is.EqualTo(told[0].Text));
        Assert.That(await house.SubscriptionsAsync(subscriber), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Ends_with_410()
    {
        await SubscribeAsync();
        _listener.OnTold = (_, context) => Status(context, 410);

        await _house.RegisterBirthAsync();

        await _house.WaitForSubscriptionsAsync(_subscriber, 0);
    }

    [Test]
    public async Task Follows_no_redirect()
    {
        await SubscribeAsync();
        _listener.OnTold = (_, context) =>
        {
            context.Response.Headers.Location = _listener.Address("/elsewhere");
            return Status(context, 307);
        };
        await _house.RegisterBirthAsync();

        var told = await _listener.WaitToldAsync(3);

        Assert.That(told.Select(heard => heard.Target), Has.All.EqualTo("/callback"));
        Assert.That(await _house.SubscriptionsAsync(_subscriber), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Sends_nothing_when_the_lease_is_over()
    {
        await SubscribeAsync(lease: "1");
        await Task.Delay(1200);
        await _house.RegisterBirthAsync();
        await using var other = await Listener.OpenAsync();
        await (await _house.JoinAsync()).TakeAsync(other.Address());
        await other.WaitAskedAsync();

        await Task.Delay(500);

        Assert.That(_listener.Told, Is.Empty);
    }

    [Test]
    public async Task Does_not_send_what_still_waits_when_the_lease_is_over()
    {
        await SubscribeAsync(lease: "2");
        _listener.OnTold = (_, context) => Status(context, 503, "3");
        await _house.RegisterBirthAsync();
        await _listener.WaitToldAsync();

        await Task.Delay(4000);

        Assert.That(_listener.Told, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Uses_the_secret_and_lease_of_the_last_renewal_that_was_confirmed()
    {
        await SubscribeAsync(secret: "first", lease: "1000");
        var before = (await _house.SubscriptionsAsync(_subscriber)).Single();
        await _subscriber.TakeAsync(_listener.Address(), secret: "second", lease: "2000");
        await UntilAsync(async () => (await _house.SubscriptionsAsync(_subscriber)).Single().EndsAt > before.EndsAt!.Value.AddSeconds(500));
        _listener.OnAsked = (_, context) => Status(context, 404);
        await _subscriber.TakeAsync(_listener.Address(), secret: "third", lease: "3000");
        await _listener.WaitAskedAsync(3);

        await _house.RegisterBirthAsync();
        var told = (await _listener.WaitToldAsync())[0];
        var after = (await _house.SubscriptionsAsync(_subscriber)).Single();

        Assert.That(told.Headers["X-Hub-Signature"], Is.EqualTo("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("second"u8, told.Body))));
        Assert.That(after.Code, Is.EqualTo(before.Code));
        Assert.That(after.EndsAt, Is.EqualTo(before.EndsAt!.Value.AddSeconds(1000)).Within(TimeSpan.FromSeconds(60)));
    }

    [Test]
    public async Task Is_one_subscription_however_many_renewals_come_at_once()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _subscriber.SubscribeAsync(_listener.Address(), secret: Secret)));
        await UntilAsync(async () => await _house.Server.Services.GetRequiredService<IHubIntents>().CountAsync(_subscriber.Id, default) == 0);
        await _house.RegisterBirthAsync();
        await _listener.WaitToldAsync();
        await Task.Delay(300);

        Assert.That(replies.Select(reply => (int)reply.Status), Has.All.EqualTo(202));
        Assert.That(await _house.SubscriptionsAsync(_subscriber), Has.Count.EqualTo(1));
        Assert.That(_listener.Told, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Says_of_a_cancelled_record_only_which_it_is()
    {
        var full = await _house.JoinAsync(registration => registration with { FullEvents = true });
        await full.TakeAsync(_listener.Address(), HubSubscriber.Base + "/topics/birth.cancelled");
        await _house.WaitForSubscriptionsAsync(full);
        var registered = Clerk.Sample("opencrvs-1.6-birth.json").Replace("\"code\": \"CERTIFIED\"", "\"code\": \"REGISTERED\"", StringComparison.Ordinal);
        await _house.Registrar.PostAsync(registered);
        await _house.Registrar.PostAsync(registered
            .Replace("\"code\": \"REGISTERED\"", "\"code\": \"CANCELLED\"", StringComparison.Ordinal).Replace("\"2024-03", "\"2026-03", StringComparison.Ordinal));

        var data = JsonNode.Parse((await _listener.WaitToldAsync())[0].Body)!["event"]!["data"]!;

        Assert.That((string?)data["registrationNumber"], Is.EqualTo("2024B7QKDMX"));
        Assert.That(data["person"]!.AsObject().Select(member => member.Key).Where(name => !name.StartsWith('@')), Is.EqualTo(new[] { "identifier" }));
    }

    [Test]
    public async Task Has_no_secret_and_no_address_in_the_log()
    {
        await SubscribeAsync("/callback?token=unguessable", Secret);
        await _house.RegisterBirthAsync();
        await _listener.WaitToldAsync();

        Assert.That(_house.Server.Logs.Lines, Has.None.Contain(Secret).And.None.Contain("unguessable").And.None.Contain(Uri.EscapeDataString(Secret)));
        Assert.That(_house.Server.Logs.Lines, Has.None.Contain(_listener.Asked.First().Parameter("hub.challenge")));
    }

    private static Task Status(Microsoft.AspNetCore.Http.HttpContext context, int status, string? retryAfter = null)
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 400; tries++)
        {
            if (await holds())
                return;
            await Task.Delay(25);
        }

        Assert.Fail("It never came to that.");
    }

    private async Task SubscribeAsync(string path = "/callback", string? secret = null, string? lease = null)
    {
        await _subscriber.TakeAsync(_listener.Address(path), secret: secret, lease: lease);
        await _house.WaitForSubscriptionsAsync(_subscriber);
    }
}
