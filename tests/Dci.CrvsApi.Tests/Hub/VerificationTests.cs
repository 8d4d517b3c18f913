using System.Net;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Hub;
using Dci.CrvsApi.Registry.Subscriptions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Hub;

/// <summary>Nothing comes of a request that its subscriber does not confirm (WebSub §5.2, §5.3).</summary>
internal sealed class VerificationTests
{
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
    public async Task Asks_with_mode_topic_challenge_and_lease()
    {
        await _subscriber.TakeAsync(_listener.Address(), lease: "3600");
        await _subscriber.TakeAsync(_listener.Address());
        var asked = await _listener.WaitAskedAsync(2);
        var subscription = (await _house.WaitForSubscriptionsAsync(_subscriber)).Single();

        Assert.That(asked[0].Method, Is.EqualTo("GET"));
        Assert.That(asked[0].Query.Keys, Is.EqualTo(new[] { "hub.mode", "hub.topic", "hub.challenge", "hub.lease_seconds" }));
        Assert.That((asked[0].Mode, asked[0].Parameter("hub.topic"), asked[0].Parameter("hub.lease_seconds")), Is.EqualTo(("subscribe", HubSubscriber.Births, "3600")));
        Assert.That(asked.Select(heard => heard.Parameter("hub.challenge")), Is.Unique.And.All.Match("^[A-Za-z0-9_-]{32,}$"));
        Assert.That(asked[1].Parameter("hub.lease_seconds"), Is.EqualTo("864000"), "ten days");
        Assert.That((subscription.Topic, subscription.Address, subscription.Kinds), Is.EqualTo((HubSubscriber.Births, _listener.Address(), ChangeKinds.Registered)));
    }

    [TestCase("1", 1)]
    [TestCase("2592000", 2_592_000)]
    [TestCase("2592001", 2_592_000)]
    [TestCase("99999999999999999999999999", 2_592_000)]
    public async Task Gives_no_lease_for_longer_than_it_may(string asked, int given)
    {
        await _subscriber.TakeAsync(_listener.Address(), lease: asked);

        Assert.That((await _listener.WaitAskedAsync())[0].Parameter("hub.lease_seconds"), Is.EqualTo(given.ToString()));
    }

    [TestCase(200), TestCase(202), TestCase(203), TestCase(299)]
    public async Task Believes_the_challenge_with_any_2xx(int status)
    {
        _listener.OnAsked = (heard, context) => Answer(context, status, heard.Parameter("hub.challenge"));

        await _subscriber.TakeAsync(_listener.Address());

        await _house.WaitForSubscriptionsAsync(_subscriber);
    }

    [TestCase(200, "")]
    [TestCase(200, "something else")]
    [TestCase(200, "{0}\n")]
    [TestCase(200, "\"{0}\"")]
    [TestCase(204, "")]
    [TestCase(301, "{0}")]
    [TestCase(307, "{0}")]
    [TestCase(400, "{0}")]
    [TestCase(404, "{0}")]
    [TestCase(410, "{0}")]
    [TestCase(500, "{0}")]
    public async Task Believes_nothing_else(int status, string body)
    {
        _listener.OnAsked = (heard, context) =>
        {
            context.Response.Headers.Location = _listener.Address("/elsewhere");
            return Answer(context, status, body.Replace("{0}", heard.Parameter("hub.challenge"), StringComparison.Ordinal));
        };

        await _subscriber.TakeAsync(_listener.Address());
        await SettledAsync();

        Assert.That(await _house.SubscriptionsAsync(_subscriber), Is.Empty);
        Assert.That(_listener.Asked.Select(heard => heard.Target), Has.None.Contain("elsewhere"));
    }

    [Test]
    public async Task Reads_no_endless_answer()
    {
        _listener.OnAsked = async (heard, context) =>
        {
            await context.Response.WriteAsync(heard.Parameter("hub.challenge"));
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.WriteAsync(new string('x', 4096), context.RequestAborted);
        };

        await _subscriber.TakeAsync(_listener.Address());
        await SettledAsync();

        Assert.That(await _house.SubscriptionsAsync(_subscriber), Is.Empty);
    }

    [Test]
    public async Task Asks_again_with_another_challenge_who_does_not_answer_and_then_no_more()
    {
        _listener.OnAsked = (_, context) => Answer(context, 503, "");

        await _subscriber.TakeAsync(_listener.Address());
        await SettledAsync();

        Assert.That(_listener.Asked, Has.Count.EqualTo(3));
        Assert.That(_listener.Asked.Select(heard => heard.Parameter("hub.challenge")), Is.Unique);
    }

    [Test]
    public async Task Subscribes_who_is_back_in_time()
    {
        _listener.OnAsked = (heard, context) => _listener.Asked.Count < 3 ? Answer(context, 500, "") : Answer(context, 200, heard.Parameter("hub.challenge"));

        await _subscriber.TakeAsync(_listener.Address());

        await _house.WaitForSubscriptionsAsync(_subscriber);
    }

    [Test]
    public async Task Loses_no_request_that_was_taken_when_the_server_stops()
    {
        var stalled = new TaskCompletionSource();
        _listener.OnAsked = (_, _) => stalled.Task;
        await _subscriber.TakeAsync(_listener.Address(), secret: "shh");
        await _listener.WaitAskedAsync();

        _house.Restart();
        stalled.SetResult();
        _listener.OnAsked = (heard, context) => Answer(context, 200, heard.Parameter("hub.challenge"));
        _ = _house.Server.Server;

        await _house.WaitForSubscriptionsAsync(_subscriber);
    }

    [Test]
    public async Task Ends_a_subscription_that_is_confirmed_to_end()
    {
        await _subscriber.TakeAsync(_listener.Address());
        await _house.WaitForSubscriptionsAsync(_subscriber);

        Assert.That((await _subscriber.UnsubscribeAsync(_listener.Address())).Status, Is.EqualTo(HttpStatusCode.Accepted));
        await _house.WaitForSubscriptionsAsync(_subscriber, 0);
        var asked = (await _listener.WaitAskedAsync(2))[1];

        Assert.That(asked.Query.Keys, Is.EqualTo(new[] { "hub.mode", "hub.topic", "hub.challenge" }));
        Assert.That((asked.Mode, asked.Parameter("hub.topic")), Is.EqualTo(("unsubscribe", HubSubscriber.Births)));
    }

    [Test]
    public async Task Leaves_a_subscription_whose_end_is_not_confirmed()
    {
        await _subscriber.TakeAsync(_listener.Address());
        await _house.WaitForSubscriptionsAsync(_subscriber);
        _listener.OnAsked = (_, context) => Answer(context, 404, "");

        await _subscriber.UnsubscribeAsync(_listener.Address());
        await SettledAsync();

        Assert.That(await _house.SubscriptionsAsync(_subscriber), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Asks_about_the_end_of_what_there_never_was_too()
    {
        await _subscriber.UnsubscribeAsync(_listener.Address());

        Assert.That((await _listener.WaitAskedAsync())[0].Mode, Is.EqualTo("unsubscribe"));
    }

    [Test]
    public async Task Tells_who_may_not_have_it_any_more_and_why()
    {
        await _subscriber.TakeAsync(_listener.Address());
        await _house.WaitForSubscriptionsAsync(_subscriber);
        await _house.ChangeAsync(new PartnerRegistration
        {
            Id = _subscriber.Id,
            SignaturePolicy = "accept-unsigned",
            Scopes = ["registry.subscribe"],
            CallbackOrigins = ["http://127.0.0.1:*"],
            AllRecords = true,
            Events = ["death"],
        });

        await _house.Server.Services.GetRequiredService<CrvsApi.Hub.AccessWatch>().LookAsync(default);
        var denied = (await _listener.WaitAskedAsync(2))[1];

        Assert.That(await _house.SubscriptionsAsync(_subscriber), Is.Empty);
        Assert.That(denied.Query.Keys, Is.EqualTo(new[] { "hub.mode", "hub.topic", "hub.reason" }));
        Assert.That((denied.Mode, denied.Parameter("hub.topic")), Is.EqualTo(("denied", HubSubscriber.Births)));
        Assert.That(denied.Parameter("hub.reason"), Is.Not.Empty);
    }

    private static Task Answer(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(body);
    }

    /// <summary>Waits until no request waits to be verified.</summary>
    private async Task SettledAsync()
    {
        var intents = _house.Server.Services.GetRequiredService<IHubIntents>();
        for (var tries = 0; tries < 400; tries++)
        {
            if (await intents.CountAsync(_subscriber.Id, default) == 0)
                return;
            await Task.Delay(25);
        }

        Assert.Fail("A request still waits.");
    }
}
