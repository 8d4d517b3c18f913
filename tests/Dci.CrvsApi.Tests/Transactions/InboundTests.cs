using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Contract;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Transactions;

/// <summary>Answers that are posted to a server that asked nobody.</summary>
internal sealed class InboundTests
{
    private SocialProtectionSystem _partner = null!;

    [OneTimeSetUp]
    public async Task Join() => _partner = await Peers.JoinAsynchronousAsync();

    [TestCase("/registry/on-search", "on-search", "on-search.one-page.request")]
    [TestCase("/registry/on-subscribe", "on-subscribe", "on-subscribe.subscribed.request")]
    [TestCase("/registry/on-unsubscribe", "on-unsubscribe", "on-unsubscribe.ended.request")]
    [TestCase("/registry/txn/on-status", "txn-on-status", "on-txn-status.known.request")]
    [TestCase("/registry/notify", "notify", "notify.birth.request")]
    public async Task Are_understood_and_told_that_nothing_follows(string path, string action, string sample)
    {
        var message = JsonNode.Parse(RepositoryFiles.Examples[sample])!["message"]!.AsObject();
        foreach (var header in new[] { _partner.Header(), AnswerHeader() })
        {
            header["action"] = action;
            var reply = await _partner.SendEnvelopeAsync(new JsonObject { ["header"] = header, ["message"] = message.DeepClone() }, path);

            Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
            Assert.That(reply.AckStatus, Is.EqualTo("NACK"));
            Assert.That(reply.Json.GetProperty("message").GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("err.request.not_found"));
            if (message["correlation_id"] is { } correlationId)
                Assert.That(reply.CorrelationId, Is.EqualTo((string?)correlationId));
        }
    }

    [TestCase("/registry/on-search", "on-search", """{"transaction_id":"t","correlation_id":"c"}""")]
    [TestCase("/registry/on-search", "on-search", """{"transaction_id":"t","search_response":[]}""")]
    [TestCase("/registry/on-search", "on-search", """{"transaction_id":"t","correlation_id":"c","search_response":[{"reference_id":"1","timestamp":"2026-01-01T00:00:00Z"}]}""")]
    [TestCase("/registry/on-search", "on-search", """{"transaction_id":"t","correlation_id":"c","search_response":[{"reference_id":"1","timestamp":"2026-01-01","status":"succ"}]}""")]
    [TestCase("/registry/on-search", "search", """{"transaction_id":"t","correlation_id":"c","search_response":[]}""")]
    [TestCase("/registry/on-subscribe", "on-subscribe", """{"transaction_id":"t","correlation_id":"c","subscribe_response":{}}""")]
    [TestCase("/registry/on-unsubscribe", "on-unsubscribe", """{"transaction_id":"t","correlation_id":"c","status":"succ"}""")]
    [TestCase("/registry/txn/on-status", "txn-on-status", """{"transaction_id":"t","correlation_id":"c","txnstatus_response":{"txn_type":"search"}}""")]
    [TestCase("/registry/notify", "notify", """{"transaction_id":"t","notify_event":[]}""")]
    [TestCase("/registry/notify", "notify", """{"transaction_id":"t","notify_event":[{"reference_id":"1","timestamp":"2026-01-01T00:00:00Z"}]}""")]
    public async Task Are_refused_when_they_lack_what_their_action_asks(string path, string action, string message)
    {
        var reply = await _partner.CallAsync(path, action, JsonNode.Parse(message)!.AsObject());

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest), reply.Text);
        Assert.That(reply.AckStatus, Is.EqualTo("ERR"));
    }

    [TestCase("status", "\"done\"")]
    [TestCase("status", null)]
    [TestCase("sender_id", "\"somebody-else\"")]
    [TestCase("message_ts", "\"2020-01-01T00:00:00Z\"")]
    public async Task Are_refused_when_their_header_is_wrong(string member, string? value)
    {
        var header = AnswerHeader();
        if (value is null)
            header.Remove(member);
        else
            header[member] = JsonNode.Parse(value);
        var message = new JsonObject { ["transaction_id"] = "t", ["correlation_id"] = "c", ["search_response"] = new JsonArray() };
        var reply = await _partner.SendEnvelopeAsync(new JsonObject { ["header"] = header, ["message"] = message }, "/registry/on-search");

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest).Or.EqualTo(HttpStatusCode.Forbidden), reply.Text);
    }

    [Test]
    public async Task Need_the_scope_of_their_operation()
    {
        var partner = await Peers.JoinAsynchronousAsync(change: registration => registration with { Scopes = ["registry.search"] });
        var reply = await partner.CallAsync("/registry/notify", "notify", []);

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    /// <summary>The header of an answer, which need not name its sender.</summary>
    private JsonObject AnswerHeader()
    {
        var header = _partner.Header();
        header.Remove("sender_id");
        header.Remove("total_count");
        header["action"] = "on-search";
        header["status"] = "succ";
        return header;
    }
}
