using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Hub;

/// <summary>What the hub takes and what it turns down (WebSub §5.1).</summary>
internal sealed class HubRequestTests
{
    private const string Form = "application/x-www-form-urlencoded";

    private HubHouse _house = null!;
    private Listener _listener = null!;
    private HubSubscriber _subscriber = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _house = await HubHouse.OpenAsync();
        _listener = await Listener.OpenAsync();
        _subscriber = await _house.JoinAsync();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        _house.Dispose();
        await _listener.DisposeAsync();
    }

    [Test]
    public async Task Takes_a_request_before_anything_is_verified()
    {
        var asked = new TaskCompletionSource();
        _listener.OnAsked = (_, _) => asked.Task;

        var reply = await _subscriber.SubscribeAsync(_listener.Address("/slow"));

        Assert.That((reply.Status, reply.Text), Is.EqualTo((HttpStatusCode.Accepted, "")));
        Assert.That((await _house.SubscriptionsAsync(_subscriber)).Select(subscription => subscription.Address), Has.None.EqualTo(_listener.Address("/slow")));
        asked.SetResult();
        _listener.OnAsked = (heard, context) => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, heard.Parameter("hub.challenge"));
    }

    [Test]
    public async Task Ignores_what_it_does_not_know_however_often_it_stands()
    {
        using var form = Body($"hub.mode=subscribe&x=1&hub.topic={HubSubscriber.Births}&hub.verify=sync&hub.verify=async&x=%FF&&=&hub.callback={_listener.Address("/unknown")}");

        Assert.That((await _subscriber.PostAsync(form)).Status, Is.EqualTo(HttpStatusCode.Accepted));
    }

    [TestCase("hub.topic=T&hub.callback=C", "hub.mode")]
    [TestCase("hub.mode=&hub.topic=T&hub.callback=C", "hub.mode")]
    [TestCase("hub.mode=Subscribe&hub.topic=T&hub.callback=C", "hub.mode")]
    [TestCase("hub.mode=publish&hub.topic=T", "nobody else publishes here")]
    [TestCase("hub.mode=register&hub.topic=T", "nobody else publishes here")]
    [TestCase("hub.mode=subscribe&hub.callback=C", "hub.topic")]
    [TestCase("hub.mode=subscribe&hub.topic=http://127.0.0.1:8080/topics/birth.forgotten&hub.callback=C", "hub.topic")]
    [TestCase("hub.mode=subscribe&hub.topic=http://elsewhere.example/topics/birth.registered&hub.callback=C", "hub.topic")]
    [TestCase("hub.mode=subscribe&hub.topic=somebody/BIRTH_REGISTERED&hub.callback=C", "hub.topic")]
    [TestCase("hub.mode=subscribe&hub.topic=birth_registered&hub.callback=C", "hub.topic")]
    [TestCase("hub.mode=subscribe&hub.topic=T", "hub.callback")]
    [TestCase("hub.mode=subscribe&hub.topic=T&hub.callback=nowhere", "hub.callback")]
    [TestCase("hub.mode=subscribe&hub.topic=T&hub.callback=C%23part", "hub.callback")]
    [TestCase("hub.mode=subscribe&hub.topic=T&hub.callback=C%0D%0AHost:x", "hub.callback")]
    [TestCase("hub.mode=subscribe&hub.topic=T&hub.callback=C&hub.lease_seconds=0", "hub.lease_seconds")]
    [TestCase("hub.mode=subscribe&hub.topic=T&hub.callback=C&hub.lease_seconds=-1", "hub.lease_seconds")]
    [TestCase("hub.mode=subscribe&hub.topic=T&hub.callback=C&hub.lease_seconds=1.5", "hub.lease_seconds")]
    [TestCase("hub.mode=subscribe&hub.topic=T&hub.callback=C&hub.lease_seconds=ten", "hub.lease_seconds")]
    [TestCase("hub.mode=subscribe&hub.mode=subscribe&hub.topic=T&hub.callback=C", "hub.mode stands twice")]
    [TestCase("hub.mode=subscribe&hub.topic=T&hub.callback=C&hub.callback=C", "hub.callback stands twice")]
    [TestCase("hub.mode=subscribe&hub.topic=T&hub.callback=C&hub.secret=%FF%FE", "hub.secret is not UTF-8")]
    [TestCase("", "hub.mode")]
    public async Task Says_in_plain_text_what_is_wrong(string form, string words)
    {
        using var body = Body(form.Replace("=T", "=" + HubSubscriber.Births, StringComparison.Ordinal).Replace("=C", "=" + _listener.Address(), StringComparison.Ordinal));

        var reply = await _subscriber.PostAsync(body);

        Assert.That((reply.Status, reply.MediaType), Is.EqualTo((HttpStatusCode.BadRequest, "text/plain")), reply.Text);
        Assert.That(reply.Text, Does.Contain(words));
    }

    [TestCase(199, HttpStatusCode.Accepted), TestCase(200, HttpStatusCode.BadRequest)]
    public async Task Counts_the_bytes_of_a_secret(int bytes, HttpStatusCode status)
    {
        // "é" has two of them.
        var secret = new string('é', bytes / 2) + (bytes % 2 == 1 ? "x" : "");

        Assert.That((await _subscriber.SubscribeAsync(_listener.Address("/secret"), secret: secret)).Status, Is.EqualTo(status));
    }

    [TestCase("application/json", HttpStatusCode.UnsupportedMediaType)]
    [TestCase("multipart/form-data; boundary=x", HttpStatusCode.UnsupportedMediaType)]
    [TestCase("application/x-www-form-urlencoded; charset=latin1", HttpStatusCode.UnsupportedMediaType)]
    [TestCase("application/x-www-form-urlencoded; charset=UTF-8", HttpStatusCode.Accepted)]
    public async Task Takes_forms_in_UTF_8_only(string mediaType, HttpStatusCode status)
    {
        using var body = Body($"hub.mode=subscribe&hub.topic={HubSubscriber.Births}&hub.callback={_listener.Address("/type")}");
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);

        Assert.That((await _subscriber.PostAsync(body)).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task Takes_no_huge_form()
    {
        using var body = Body("x=" + new string('x', 16 * 1024));

        var reply = await _subscriber.PostAsync(body);

        Assert.That((reply.Status, reply.MediaType), Is.EqualTo((HttpStatusCode.RequestEntityTooLarge, "text/plain")));
    }

    [Test]
    public async Task Takes_no_callback_that_is_not_registered()
    {
        var reply = await _subscriber.SubscribeAsync("https://somebody.example/callback");

        Assert.That((reply.Status, reply.MediaType), Is.EqualTo((HttpStatusCode.Forbidden, "text/plain")));
        Assert.That(reply.Text, Does.Contain("callback origins"));
    }

    [Test]
    public async Task Takes_no_topic_that_the_partner_may_not_hear_of()
    {
        var limited = await _house.JoinAsync(registration => registration with { Events = ["death"], NotifiedEvents = null });
        var narrow = await _house.JoinAsync(registration => registration with { AllRecords = null });

        Assert.That((await limited.SubscribeAsync(_listener.Address())).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await limited.SubscribeAsync(_listener.Address(), HubSubscriber.Base + "/topics/death.notified")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await limited.SubscribeAsync(_listener.Address("/may"), HubSubscriber.Base + "/topics/death.registered")).Status, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That((await narrow.SubscribeAsync(_listener.Address())).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Wants_a_token_with_the_scope()
    {
        var other = await _house.JoinAsync(registration => registration with { Scopes = ["registry.search"] });
        var stranger = new HubSubscriber(_house.Server.CreateClient(), "nobody", "eyJ.no.token");

        var (scopeless, tokenless) = (await other.SubscribeAsync(_listener.Address()), await stranger.SubscribeAsync(_listener.Address()));

        Assert.That((scopeless.Status, scopeless.MediaType), Is.EqualTo((HttpStatusCode.Forbidden, "text/plain")));
        Assert.That((tokenless.Status, tokenless.MediaType), Is.EqualTo((HttpStatusCode.Unauthorized, "text/plain")));
    }

    [Test]
    public async Task Lets_nobody_have_more_than_so_many_requests_waiting()
    {
        using var house = await HubHouse.OpenAsync(("Hub:PendingPerPartner", "3"));
        await using var deaf = await Listener.OpenAsync();
        deaf.OnAsked = (_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var (greedy, other) = (await house.JoinAsync(), await house.JoinAsync());

        var replies = new List<Reply>();
        for (var i = 0; i < 4; i++)
            replies.Add(await greedy.SubscribeAsync(deaf.Address($"/{i}")));

        Assert.That(replies.Select(reply => (int)reply.Status), Is.EqualTo(new[] { 202, 202, 202, 429 }));
        Assert.That((replies[3].MediaType, replies[3].RetryAfter), Is.EqualTo(("text/plain", TimeSpan.FromSeconds(10))));
        Assert.That((await other.SubscribeAsync(_listener.Address("/other"))).Status, Is.EqualTo(HttpStatusCode.Accepted));
    }

    [Test]
    public async Task Lets_nobody_have_more_subscriptions_than_agreed()
    {
        var modest = await _house.JoinAsync(registration => registration with { Limits = new() { Subscriptions = 1 } });
        await modest.TakeAsync(_listener.Address("/only"));
        await _house.WaitForSubscriptionsAsync(modest);

        Assert.That((await modest.SubscribeAsync(_listener.Address("/more"))).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await modest.SubscribeAsync(_listener.Address("/only"))).Status, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That((await modest.UnsubscribeAsync(_listener.Address("/more"))).Status, Is.EqualTo(HttpStatusCode.Accepted));
    }

    private static StringContent Body(string form) => new(form, Encoding.ASCII, new MediaTypeHeaderValue(Form));
}
