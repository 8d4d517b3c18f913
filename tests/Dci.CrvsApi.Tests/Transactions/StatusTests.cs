using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Transactions;

/// <summary>Questions about what became of earlier messages.</summary>
internal sealed class StatusTests
{
    private SocialProtectionSystem _partner = null!;
    private JsonObject _search = null!;
    private Reply _ack = null!;

    [OneTimeSetUp]
    public async Task Search()
    {
        _partner = await Peers.JoinAsynchronousAsync();
        _search = SocialProtectionSystem.Message(
            SocialProtectionSystem.Item(Peers.Lookup("BRN", DemoServer.Identifier("BRN"), "birth")),
            SocialProtectionSystem.Item(Peers.Criteria("predicate", """[{"expression1":{"attribute_name":"shoe_size","operator":"eq","attribute_value":"42"}}]""")));
        _ack = await _partner.SearchLaterAsync(_search);
        await AsyncSearchTests.Eventually(() => _partner.StatusAsync("correlation_id", _ack.CorrelationId), reply => reply.Json.GetProperty("header").GetProperty("completed_count").GetInt32() == 2);
    }

    [Test]
    public async Task Are_asked_by_transaction_or_correlation()
    {
        foreach (var reply in new[] { await _partner.StatusAsync("transaction_id", TransactionId), await _partner.StatusAsync("correlation_id", _ack.CorrelationId), await _partner.StatusAsync("correlation_id", new JsonArray(_ack.CorrelationId)) })
        {
            Assert.That(reply.HeaderStatus, Is.EqualTo("succ"), reply.Text);
            Assert.That(reply.States.Select(item => item.GetProperty("status").GetString()), Is.EqualTo(new[] { "succ", "rjct" }), reply.Text);
            Assert.That(reply.States[1].GetProperty("status_reason_code").GetString(), Is.EqualTo("rjct.search_criteria.invalid"));
            Assert.That(reply.Text, Does.Not.Contain("\"data\""));
            Assert.That(Embedded(reply).GetProperty("correlation_id").GetString(), Is.EqualTo(_ack.CorrelationId));
        }
    }

    [TestCase("reference_id_list", true)]
    [TestCase("reference_ids", true)]
    [TestCase("reference_id", false)]
    public async Task Are_asked_by_reference(string attribute, bool asList)
    {
        JsonNode value = asList ? new JsonArray(Reference(1), "unknown") : $"{Reference(1)},unknown";
        var reply = await _partner.StatusAsync(attribute, value, txnType: null);

        Assert.That(reply.States.Select(item => item.GetProperty("reference_id").GetString()), Is.EqualTo(new[] { Reference(1) }), reply.Text);
    }

    [Test]
    public async Task Know_nothing_of_another_partners_messages()
    {
        var other = await Peers.JoinAsynchronousAsync();

        Unknown(await other.StatusAsync("transaction_id", TransactionId));
        Unknown(await other.StatusAsync("correlation_id", _ack.CorrelationId));
        Unknown(await other.StatusAsync("reference_id_list", new JsonArray(Reference(0))));
    }

    [Test]
    public async Task Know_nothing_of_synchronous_searches_nor_of_other_kinds_of_message()
    {
        var message = AsyncSearchTests.Lookups("1");
        await _partner.SendAsync(message);

        Unknown(await _partner.StatusAsync("transaction_id", message["transaction_id"]!.DeepClone()));
        Assert.That((await _partner.StatusAsync("transaction_id", TransactionId, "subscribe")).HeaderStatus, Is.EqualTo("rjct"));
    }

    [TestCase("subscribe", "subscribe_response")]
    [TestCase("unsubscribe", "subscription_status")]
    public async Task Answer_for_subscriptions_in_their_form(string type, string member)
    {
        var reply = await _partner.StatusAsync("subscription_code_list", new JsonArray("code"), type);

        Assert.That(reply.HeaderStatus, Is.EqualTo("rjct"), reply.Text);
        Assert.That(Embedded(reply).GetProperty(member).GetArrayLength(), Is.Zero);
    }

    [TestCase("on-search", "search")]
    [TestCase("on-subscribe", "subscribe")]
    [TestCase("subscibe", "subscribe")]
    public async Task Are_read_in_the_words_of_older_editions(string type, string told)
    {
        var reply = await _partner.StatusAsync("transaction_id", TransactionId, type);

        Assert.That(reply.Json.GetProperty("message").GetProperty("txnstatus_response").GetProperty("txn_type").GetString(), Is.EqualTo(told));
    }

    [TestCase("dci-core-draft")]
    [TestCase("g2p-connect-1.0")]
    public async Task Are_answered_in_the_words_of_older_editions_to_who_wants_them(string profile)
    {
        var reply = await (await Peers.JoinAsynchronousAsync(profile)).StatusAsync("transaction_id", "unknown");

        Assert.That(reply.Text, Does.Contain("\"txn_type\":\"on-search\""));
    }

    [TestCase("shoe_size", "\"1\"", "search")]
    [TestCase("transaction_id", "[]", "search")]
    [TestCase("transaction_id", "\"\"", "search")]
    [TestCase("transaction_id", "17", "search")]
    [TestCase("transaction_id", """["a","b"]""", "search")]
    [TestCase("reference_id_list", """["a",17]""", "search")]
    [TestCase("reference_id_list", """{"a":1}""", "search")]
    [TestCase("transaction_id", "\"1\"", "disburse")]
    public async Task Are_refused_when_they_make_no_sense(string attribute, string value, string type)
    {
        foreach (var path in new[] { "/registry/sync/txn/status", "/registry/txn/status" })
        {
            var reply = await _partner.CallAsync(path, "txn-status", SocialProtectionSystem.StatusQuestion(attribute, JsonNode.Parse(value)!, type));

            Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest), reply.Text);
            Assert.That(reply.AckStatus, Is.EqualTo("ERR"));
        }
    }

    [Test]
    public async Task Work_once()
    {
        var envelope = _partner.Envelope(_partner.Header(), SocialProtectionSystem.StatusQuestion("transaction_id", TransactionId), signed: false);
        envelope["header"]!["action"] = "txn_status";

        Assert.That((await _partner.SendEnvelopeAsync(envelope, "/registry/sync/txn/status")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await _partner.SendEnvelopeAsync(envelope, "/registry/sync/txn/status")).Text, Does.Contain("rjct.message_id.duplicate"));
    }

    [TestCase(true, "succ")]
    [TestCase(false, "rjct")]
    public async Task Are_answered_later_when_asked_so(bool known, string status)
    {
        await using var inbox = await CallbackInbox.OpenAsync();
        var question = SocialProtectionSystem.StatusQuestion("transaction_id", known ? TransactionId : "unknown");
        var ack = await _partner.CallAsync("/registry/txn/status", "txn-status", question, inbox.Address("/registry/txn/on-status"));
        var callback = (await inbox.WaitAsync())[0];

        Assert.That(ack.AckStatus, Is.EqualTo("ACK"));
        Assert.That(callback.Action, Is.EqualTo("txn-on-status"));
        Assert.That(callback.Status, Is.EqualTo(status));
        Assert.That(callback.Message.GetProperty("correlation_id").GetString(), Is.EqualTo(ack.CorrelationId));
        Assert.That(callback.Message.GetProperty("transaction_id").GetString(), Is.EqualTo((string?)question["transaction_id"]));
        Assert.That(callback.Faults(), Is.Empty);
    }

    private static void Unknown(Reply reply)
    {
        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(reply.HeaderStatus, Is.EqualTo("rjct"));
        Assert.That(reply.States, Is.Empty);
    }

    private static System.Text.Json.JsonElement Embedded(Reply reply) => reply.Json.GetProperty("message").GetProperty("txnstatus_response").GetProperty("txn_status");

    private string TransactionId => (string)_search["transaction_id"]!;

    private string Reference(int item) => (string)_search["search_request"]![item]!["reference_id"]!;
}
