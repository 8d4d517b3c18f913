using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Tests.Encryption;
using Dci.CrvsApi.Tests.Events;
using Dci.CrvsApi.Tests.Server;
using Dci.CrvsApi.Tests.Subscriptions.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Subscriptions.Notices;

/// <summary>Events that a subscriber reads again, or for the first time.</summary>
internal sealed class PullTests
{
    private const string Path = "/registry/events/pull";

    private CrvsServer _server = null!;
    private Subscriber _subscriber = null!;
    private PostedDeath _death = null!;
    private Reply _ack = null!;
    private string _code = null!;
    private IReadOnlyList<Callback> _notices = null!;

    [OneTimeSetUp]
    public async Task Tell()
    {
        _server = new CrvsServer();
        _subscriber = await Subscriber.JoinAsync(server: _server);
        _death = new PostedDeath();
        _ack = await _subscriber.SendAsync(Subscriber.Message(Subscriber.Item(Subscriber.Criteria("death", ById(_death)))));
        _code = Subscriber.Code(await _subscriber.AnswerAsync(_ack));
        var registrar = await Clerk.RegistrarAsync(_server);
        foreach (var year in Enumerable.Range(2021, 4))
        {
            await registrar.PostAsync(_death.Bundle(year: year, given: $"Halvard {year}"));
            await _subscriber.Inbox.WaitAsync(year - 2019);
        }

        _notices = [.. (await _subscriber.Inbox.WaitAsync(5)).Skip(1)];
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _subscriber.DisposeAsync();
        _server.Dispose();
    }

    [Test]
    public async Task Gives_the_same_as_was_told()
    {
        var reply = await PullAsync(_code);
        var message = reply.Json.GetProperty("message");

        Assert.That(reply.Json.GetProperty("header").GetProperty("action").GetString(), Is.EqualTo("on-events-pull"));
        Assert.That(reply.HeaderStatus, Is.EqualTo("succ"));
        Assert.That((message.GetProperty("last_sequence").GetInt64(), message.GetProperty("oldest_sequence").GetInt64(), message.GetProperty("state").GetString()), Is.EqualTo((4L, 1L, "active")));
        Assert.That(Ids(Events(reply)), Is.EqualTo(_notices.Select(notice => Id(notice.Message.GetProperty("notify_event")[0]))));
        Assert.That(Events(reply)[3].GetRawText(), Is.EqualTo(_notices[3].Message.GetProperty("notify_event")[0].GetRawText()));
        Assert.That(reply.Json.TryGetProperty("signature", out _), Is.True);
    }

    [TestCase(0, 1, new[] { 1 })]
    [TestCase(1, 2, new[] { 2, 3 })]
    [TestCase(3, 1000, new[] { 4 })]
    [TestCase(4, 1000, new int[0])]
    [TestCase(4_000_000_000, 1000, new int[0])]
    public async Task Goes_on_after_a_number(long after, int limit, int[] sequences)
    {
        var reply = await PullAsync(_code, after, limit);

        Assert.That(Events(reply).Select(told => told.GetProperty("sequence").GetInt32()), Is.EqualTo(sequences), reply.Text);
    }

    [Test]
    public async Task Takes_the_correlation_id_of_a_request_that_made_one()
    {
        Assert.That((await PullAsync(_ack.CorrelationId)).Json.GetProperty("message").GetProperty("subscription_code").GetString(), Is.EqualTo(_code));

        var several = await _subscriber.SendAsync(Subscriber.Message(Subscriber.Item(Subscriber.Criteria("birth", Subscriber.Somebody())), Subscriber.Item(Subscriber.Criteria("birth", Subscriber.Somebody()))));
        await _subscriber.AnswerAsync(several);
        Assert.That((await PullAsync(several.CorrelationId)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Is_for_the_owner_alone()
    {
        await using var other = await Subscriber.JoinAsync(server: _server);
        foreach (var code in new[] { _code, _ack.CorrelationId, "no-such-code" })
        {
            var reply = await PullAsync(code, by: other);

            Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "err.request.not_found")));
            Assert.That(reply.Text, Does.Contain("No subscription of yours is known under this code."));
        }
    }

    [TestCase("""{"subscription_code":null}""")]
    [TestCase("""{"subscription_code":["a"]}""")]
    [TestCase("""{"transaction_id":""}""")]
    [TestCase("""{"after_sequence":-1}""")]
    [TestCase("""{"after_sequence":"first"}""")]
    [TestCase("""{"after_sequence":99999999999999999999}""")]
    [TestCase("""{"limit":0}""")]
    [TestCase("""{"limit":1001}""")]
    [TestCase("""{"limit":1.5}""")]
    public async Task Is_refused_when_it_is_not_well_formed(string members)
    {
        var message = Question(_code);
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
            message[name] = value?.DeepClone();

        Assert.That((await _subscriber.Wire.CallAsync(Path, "events-pull", message)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Works_once_for_each_message()
    {
        var header = _subscriber.Wire.Header();
        header["action"] = "events-pull";
        var envelope = _subscriber.Wire.Envelope(header, Question(_code), signed: false);

        Assert.That((await _subscriber.Wire.SendEnvelopeAsync(envelope, Path)).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await _subscriber.Wire.SendEnvelopeAsync(envelope, Path)).Text, Does.Contain("used before"));
    }

    [Test]
    public async Task Needs_its_scope_and_its_action()
    {
        await using var without = await Subscriber.JoinAsync(change: registration => registration with { Scopes = ["registry.search"] }, server: _server);

        Assert.That((await PullAsync(_code, by: without)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await _subscriber.Wire.CallAsync(Path, "search", Question(_code))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Is_put_down_as_a_disclosure()
    {
        var log = _server.Services.GetRequiredService<IExchangeLog>();
        var before = (await log.ListDisclosuresAsync(_subscriber.Wire.SenderId, 1000, default)).Count;
        await PullAsync(_code, 1, 2);

        Assert.That((await log.ListDisclosuresAsync(_subscriber.Wire.SenderId, 1000, default)).Count - before, Is.EqualTo(2));
    }

    [Test]
    public async Task Serves_who_has_no_address()
    {
        var death = new PostedDeath();
        var ack = await _subscriber.SendAsync(Subscriber.Message(Subscriber.Item(Subscriber.Criteria("death", ById(death)))), withAddress: false);
        await Transactions.AsyncSearchTests.Eventually(() => PullAsync(ack.CorrelationId), reply => reply.Status == HttpStatusCode.OK);
        await (await Clerk.RegistrarAsync(_server)).PostAsync(death.Bundle());
        var reply = await Transactions.AsyncSearchTests.Eventually(() => PullAsync(ack.CorrelationId), reply => Events(reply).Count > 0);

        Assert.That(Events(reply)[0].GetRawText(), Does.Contain(death.Uin));
    }

    [Test]
    public async Task Answers_encrypted_what_was_to_be_told_encrypted()
    {
        await using var inbox = await CallbackInbox.OpenAsync();
        using var partner = await EncryptedPartner.RegisterAsync(_server, $"sealed-{Guid.NewGuid():N}", scopes: ["registry.subscribe"]);
        var subscribe = Subscriber.Message(Subscriber.Item(Subscriber.Criteria("death", Subscriber.Somebody())));
        var ack = await partner.SendAsync(await partner.EncryptAsync(subscribe), path: "/registry/subscribe", senderUri: inbox.Address(), action: "subscribe");
        await inbox.WaitAsync();
        var asked = await partner.SendAsync(await partner.EncryptAsync(Question(ack.CorrelationId)), path: Path, action: "events-pull");
        var clear = await partner.SendAsync(Question(ack.CorrelationId), said: false, path: Path, action: "events-pull");

        foreach (var reply in new[] { asked, clear })
        {
            Assert.That(reply.Json.GetProperty("header").GetProperty("is_msg_encrypted").GetBoolean(), Is.True, reply.Text);
            Assert.That(partner.Open(reply).GetProperty("last_sequence").GetInt64(), Is.Zero);
        }
    }

    private Task<Reply> PullAsync(string code, long? after = null, int? limit = null, Subscriber? by = null)
    {
        var question = Question(code);
        if (after is not null)
            question["after_sequence"] = after;
        if (limit is not null)
            question["limit"] = limit;
        return (by ?? _subscriber).Wire.CallAsync(Path, "events-pull", question);
    }

    private static JsonObject Question(string code) => new() { ["transaction_id"] = Guid.NewGuid().ToString(), ["subscription_code"] = code };

    private static string ById(PostedDeath death) => $$"""{"type":"UIN","value":"{{death.Uin}}"}""";

    private static IReadOnlyList<JsonElement> Events(Reply reply) => [.. reply.Json.GetProperty("message").GetProperty("notify_event").EnumerateArray()];

    private static (long, string?) Id(JsonElement told) => (told.GetProperty("sequence").GetInt64(), told.GetProperty("event_id").GetString());

    private static IEnumerable<(long, string?)> Ids(IEnumerable<JsonElement> events) => events.Select(Id);
}
