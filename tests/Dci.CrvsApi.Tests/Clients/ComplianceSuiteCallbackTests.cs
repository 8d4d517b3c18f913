using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Contract;
using Dci.CrvsApi.Tests.Server;
using Dci.CrvsApi.Tests.Subscriptions.Requests;

namespace Dci.CrvsApi.Tests.Clients;

/// <summary>The asynchronous and callback scenarios of the public compliance suite, against the environment that is made for it.</summary>
internal sealed class ComplianceSuiteCallbackTests
{
    private static readonly TimeSpan SuiteWaits = TimeSpan.FromSeconds(5);

    private CrvsServer _server = null!;
    private SocialProtectionSystem _suite = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _server = new CrvsServer("Conformance");
        var credentials = _server.Demo.GetProperty("test_client");
        _suite = new SocialProtectionSystem(_server.CreateClient(), credentials.GetProperty("client_id").GetString()!, credentials.GetProperty("client_secret").GetString()!) { SenderId = "test-client", ReceiverId = "registry-server" };
    }

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [TestCase("search")]
    [TestCase("subscribe")]
    [TestCase("unsubscribe")]
    [TestCase("txn-status")]
    public async Task Are_acknowledged_with_or_without_an_address_whatever_is_asked_for(string action)
    {
        foreach (var signature in new[] { "unsigned", "unsigned-stub", null })
        {
            foreach (var receiver in new[] { "registry-server", "crvs-server" })
            {
                var envelope = Envelope(action, signature);
                envelope["header"]!["receiver_id"] = receiver;
                var reply = await _suite.SendEnvelopeAsync(envelope, PathOf(action));

                Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
                Assert.That(reply.AckStatus, Is.EqualTo("ACK"));
                Assert.That(OpenSppTests.Nulls(reply.Json), Is.False);
            }
        }
    }

    [TestCase("search", "on-search", "/registry/on-search")]
    [TestCase("subscribe", "on-subscribe", "/registry/on-subscribe")]
    [TestCase("unsubscribe", "on-unsubscribe", "/registry/on-unsubscribe")]
    [TestCase("txn-status", "txn-on-status", "/registry/txn/on-status")]
    public async Task Are_called_back_within_the_time_that_the_suite_waits_although_its_port_was_closed_before(string action, string answer, string path)
    {
        // Between its scenarios nobody listens: everything else it asked meets a refused connection, again and again.
        var port = Deliveries.Receiver.ClosedPort();
        for (var i = 0; i < 30; i++)
            await _suite.SendEnvelopeAsync(Envelope("search", "unsigned", $"http://127.0.0.1:{port}/registry/on-search"), "/registry/search");
        await Task.Delay(TimeSpan.FromSeconds(1));
        await using var inbox = await CallbackInbox.OpenAsync(port);

        var envelope = Envelope(action, "unsigned", inbox.Address(path));
        var asked = TimeProvider.System.GetTimestamp();
        var ack = await _suite.SendEnvelopeAsync(envelope, PathOf(action));
        var callback = await inbox.WaitForAsync(ack.CorrelationId);

        Assert.That(TimeProvider.System.GetElapsedTime(asked), Is.LessThan(SuiteWaits));
        Assert.That(callback.Path, Is.EqualTo(path));
        Assert.That(callback.Action, Is.EqualTo(answer));
        Assert.That(callback.Message.GetProperty("transaction_id").GetString(), Is.EqualTo((string?)envelope["message"]!["transaction_id"]));
        Assert.That(callback.Faults(), Is.Empty);
        Assert.That(OpenSppTests.Nulls(callback.Envelope), Is.False);
    }

    [TestCase("search")]
    [TestCase("subscribe")]
    [TestCase("unsubscribe")]
    [TestCase("txn-status")]
    public async Task Are_refused_in_the_acknowledgement_when_their_form_is_wrong(string action)
    {
        var faults = new List<Action<JsonObject>>
        {
            envelope => envelope.Remove("message"),
            envelope => envelope["header"]!["message_ts"] = "2026-01-01T00:00:00",
            envelope => envelope["header"]!["action"] = "notify",
            envelope => envelope["message"]!["transaction_id"] = new string('x', 100),
            envelope => envelope["message"]!["transaction_id"] = "",
        };
        foreach (var spoil in faults)
        {
            var envelope = Envelope(action, "unsigned");
            spoil(envelope);

            Refused(await _suite.SendEnvelopeAsync(envelope, PathOf(action)), HttpStatusCode.BadRequest, "err.request.bad");
        }
    }

    [TestCase("timestamp", "\"2026-01-01\"")]
    [TestCase("locale", "\"en\"")]
    [TestCase("pagination", """{"page_size":0}""")]
    [TestCase("pagination", """{"page_size":10,"page_number":-1}""")]
    public async Task Are_refused_in_the_acknowledgement_when_their_only_item_is_wrong(string member, string value)
    {
        foreach (var inCriteria in new[] { false, true })
        {
            if (inCriteria && member != "pagination")
                continue;
            var envelope = Envelope("search", "unsigned");
            var item = envelope["message"]!["search_request"]![0]!;
            (inCriteria ? item["search_criteria"]! : item)[member] = JsonNode.Parse(value);

            Refused(await _suite.SendEnvelopeAsync(envelope, "/registry/search"), HttpStatusCode.BadRequest, "err.request.bad");
        }
    }

    [TestCase("search")]
    [TestCase("subscribe")]
    [TestCase("unsubscribe")]
    [TestCase("txn-status")]
    public async Task Are_refused_without_a_token_and_with_a_signature_that_is_no_placeholder(string action)
    {
        using var http = _server.CreateClient();
        using var content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync(new Uri(PathOf(action), UriKind.Relative), content);

        Refused(new Reply(reply, await reply.Content.ReadAsByteArrayAsync()), HttpStatusCode.Unauthorized, "err.request.unauthorized");
        Refused(await _suite.SendEnvelopeAsync(Envelope(action, "invalid-signature"), PathOf(action)), HttpStatusCode.Unauthorized, "err.signature.invalid");
    }

    [TestCase("/registry/on-search", "on-search", "on-search.one-page.request")]
    [TestCase("/registry/on-subscribe", "on-subscribe", "on-subscribe.subscribed.request")]
    [TestCase("/registry/on-unsubscribe", "on-unsubscribe", "on-unsubscribe.ended.request")]
    [TestCase("/registry/txn/on-status", "txn-on-status", "on-txn-status.known.request")]
    [TestCase("/registry/notify", "notify", "notify.birth.request")]
    public async Task May_be_posted_to_the_registry_too(string path, string action, string sample)
    {
        var header = _suite.Header();
        (header["action"], header["status"]) = (action, "succ");
        var envelope = new JsonObject { ["signature"] = "unsigned-stub", ["header"] = header, ["message"] = JsonNode.Parse(RepositoryFiles.Examples[sample])!["message"]!.DeepClone() };
        var reply = await _suite.SendEnvelopeAsync(envelope, path);
        envelope.Remove("message");
        header["message_id"] = Guid.NewGuid().ToString();

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(reply.AckStatus, Is.EqualTo("NACK"));
        Assert.That(OpenSppTests.Nulls(reply.Json), Is.False);
        Refused(await _suite.SendEnvelopeAsync(envelope, path), HttpStatusCode.BadRequest, "err.request.bad");
    }

    [Test]
    public async Task Are_all_acknowledged_at_fifty_a_second_within_the_time_that_the_suite_allows()
    {
        var begun = TimeProvider.System.GetTimestamp();
        var replies = await Task.WhenAll(Enumerable.Range(0, 150).Select(async number =>
        {
            await Task.Delay(number * 20);
            var asked = TimeProvider.System.GetTimestamp();
            var reply = await _suite.SendEnvelopeAsync(Envelope("search", "unsigned"), "/registry/search");
            return (reply, Time: TimeProvider.System.GetElapsedTime(asked));
        }));

        Assert.That(replies.Select(answer => answer.reply.AckStatus), Has.All.EqualTo("ACK"));
        Assert.That(replies.Max(answer => answer.Time), Is.LessThan(TimeSpan.FromSeconds(3)));
        Assert.That(TimeProvider.System.GetElapsedTime(begun), Is.GreaterThan(TimeSpan.FromSeconds(2)));
    }

    private static string PathOf(string action) => action == "txn-status" ? "/registry/txn/status" : $"/registry/{action}";

    private static void Refused(Reply reply, HttpStatusCode status, string code)
    {
        Assert.That(reply.Status, Is.EqualTo(status), reply.Text);
        Assert.That(reply.MediaType, Is.EqualTo("application/json"));
        Assert.That(reply.AckStatus, Is.EqualTo("ERR"));
        Assert.That(reply.Json.GetProperty("message").GetProperty("error").GetProperty("code").GetString(), Is.EqualTo(code));
        Assert.That(OpenSppTests.Nulls(reply.Json), Is.False);
    }

    private JsonObject Envelope(string action, string? signature, string? senderUri = null)
    {
        var header = _suite.Header();
        header["action"] = action;
        if (senderUri is not null)
            header["sender_uri"] = senderUri;
        var message = action switch
        {
            "search" => SocialProtectionSystem.Message(SocialProtectionSystem.Item(Peers.Lookup("BIRTH_REG_NO", "BIRTH-TEST-001", "BIRTH"))),
            "subscribe" => Subscriber.Message(Subscriber.Item(Subscriber.Criteria("REGISTER", """{"type":"UIN","value":"TEST-001"}"""))),
            "unsubscribe" => Subscriber.Ending("sub-test-001"),
            _ => SocialProtectionSystem.StatusQuestion("transaction_id", "a-transaction-that-is-not-known"),
        };
        var envelope = _suite.Envelope(header, message, signed: false);
        if (signature is not null)
            envelope["signature"] = signature;
        return envelope;
    }
}
