using System.Net;
using Dci.CrvsApi.Tests.Events;

namespace Dci.CrvsApi.Tests.Hub;

/// <summary>MOSIP's services subscribe, receive and unsubscribe.</summary>
internal sealed class MosipSubscriberTests
{
    private HubHouse _house = null!;
    private Listener _listener = null!;

    [SetUp]
    public async Task Open()
    {
        _house = await HubHouse.OpenAsync();
        _listener = await Listener.OpenAsync();
    }

    [TearDown]
    public async Task Close()
    {
        _house.Dispose();
        await _listener.DisposeAsync();
    }

    [TestCase(true, false), TestCase(false, false), TestCase(true, true), TestCase(false, true)]
    public async Task Are_served(bool inCookie, bool withPartner)
    {
        var partner = await _house.JoinAsync(registration => registration with { FullEvents = true });
        var topic = withPartner ? partner.Id + "/BIRTH_REGISTERED" : "BIRTH_REGISTERED";
        var service = new MosipSubscriber(_listener, topic, "mosip-secret");
        using var http = _house.Server.CreateDefaultClient();
        var callback = _listener.Address("/v1/service/callback/birth?intentMode=subscribe");

        Assert.That(await service.RequestAsync(http, "subscribe", callback, partner.Token, inCookie), Is.EqualTo(HttpStatusCode.Accepted));
        await _house.WaitForSubscriptionsAsync(partner);
        await _house.Registrar.PostAsync(Clerk.Sample("r4-birth-names-in-three-scripts.json"));
        var told = (await _listener.WaitToldAsync())[0];
        for (var tries = 0; service.Events.Count == 0 && tries < 100; tries++)
            await Task.Delay(20);

        Assert.That(service.Events, Has.Count.EqualTo(1), told.Text);
        var heard = service.Events[0];
        Assert.That((string?)heard["topic"], Is.EqualTo(topic));
        Assert.That((string?)heard["publishedOn"], Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        Assert.That(Guid.TryParse((string?)heard["event"]!["id"], out _) && Guid.TryParse((string?)heard["event"]!["transactionId"], out _));
        Assert.That((string?)heard["event"]!["type"]!["name"], Is.EqualTo("birth.registered"));
        Assert.That(told.Headers["Link"], Does.EndWith($"<{topic}>; rel=\"self\""));

        // It subscribes again at each start, and is one subscriber.
        Assert.That(await service.RequestAsync(http, "subscribe", callback, partner.Token, inCookie), Is.EqualTo(HttpStatusCode.Accepted));
        await _listener.WaitAskedAsync(2);
        Assert.That(await _house.SubscriptionsAsync(partner), Has.Count.EqualTo(1));
        Assert.That(await service.RequestAsync(http, "unsubscribe", callback, partner.Token, inCookie), Is.EqualTo(HttpStatusCode.Accepted));
        await _house.WaitForSubscriptionsAsync(partner, 0);
    }

    [Test]
    public async Task Have_their_cookie_read_at_the_hub_and_its_topics_only()
    {
        var partner = await _house.JoinAsync();
        using var http = _house.Server.CreateDefaultClient();

        Assert.That(await StatusAsync("/topics"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusAsync("/topics/birth.registered"), Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await StatusAsync("/webhooks"), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await StatusAsync("/registry/ping"), Is.EqualTo(HttpStatusCode.Unauthorized));

        async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.Add("Cookie", $"Authorization={partner.Token}");
            using var reply = await http.SendAsync(request);
            return reply.StatusCode;
        }
    }
}
