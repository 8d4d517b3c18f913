using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Transactions;

/// <summary>What an acknowledgement can know is refused in it, stores nothing and uses up no message id.</summary>
internal sealed class RefusedAtTheDoorTests
{
    private SocialProtectionSystem _partner = null!;

    [OneTimeSetUp]
    public async Task Join() => _partner = await Peers.JoinAsynchronousAsync(change: registration => registration with { Events = ["death"] });

    [Test]
    public async Task An_address_outside_the_registration()
    {
        var header = _partner.Header();
        header["sender_uri"] = "https://elsewhere.example.org/callback";
        var message = Search("DRN", "death");
        var envelope = _partner.Envelope(header, message, signed: false);
        var refused = await _partner.SendEnvelopeAsync(envelope, "/registry/search");
        header.Remove("sender_uri");
        var accepted = await _partner.SendEnvelopeAsync(envelope, "/registry/search");

        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(refused.ErrorCode, Is.EqualTo("err.sender_uri.invalid"));
        Assert.That(accepted.AckStatus, Is.EqualTo("ACK"), "the id was not used up");
    }

    [Test]
    public async Task An_address_that_would_fill_the_disk()
    {
        var reply = await _partner.SearchLaterAsync(Search("DRN", "death"), "http://127.0.0.1:9/" + new string('x', 100_000));

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.Forbidden, "err.sender_uri.invalid")));
    }

    [Test]
    public async Task A_search_of_which_every_item_is_not_for_this_partner()
    {
        var reply = await _partner.SearchLaterAsync(Search("BRN", "birth"));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(reply.ErrorCode, Is.EqualTo("rjct.search_criteria.invalid"));
        Assert.That(reply.Json.GetProperty("message").GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("err.request.forbidden"));
    }

    [Test]
    public async Task But_not_one_of_which_one_item_is()
    {
        var message = Search("BRN", "birth");
        message["search_request"]!.AsArray().Add(SocialProtectionSystem.Item(Peers.Lookup("DRN", "1", "death")));

        Assert.That((await _partner.SearchLaterAsync(message)).AckStatus, Is.EqualTo("ACK"));
    }

    [TestCase("""{"transaction_id":"t","search_request":[]}""")]
    [TestCase("""{"transaction_id":"t"}""")]
    [TestCase("""{"search_request":[{}]}""")]
    [TestCase("""{"transaction_id":"t","search_request":[{"reference_id":"1","timestamp":"yesterday","search_criteria":{"query_type":"idtype-value","query":{"type":"DRN","value":"1"}}}]}""")]
    [TestCase("""{"transaction_id":"t","search_request":[{"reference_id":"1","timestamp":"2026-01-01T00:00:00Z","locale":"en","search_criteria":{"query_type":"idtype-value","query":{"type":"DRN","value":"1"}}}]}""")]
    [TestCase("""{"transaction_id":"t","search_request":[{"reference_id":"1","timestamp":"2026-01-01T00:00:00Z","pagination":{"page_size":0},"search_criteria":{"query_type":"idtype-value","query":{"type":"DRN","value":"1"}}}]}""")]
    public async Task A_message_of_which_nothing_is_well_formed(string message)
    {
        var reply = await _partner.SearchLaterAsync(JsonNode.Parse(message)!.AsObject());

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest), reply.Text);
        Assert.That(reply.AckStatus, Is.EqualTo("ERR"));
        Assert.That(reply.Json.TryGetProperty("header", out _), Is.False, "an asynchronous refusal has no header");
    }

    [Test]
    public async Task An_unsigned_message_of_a_partner_that_may_be_unsigned_on_synchronous_calls_only()
    {
        var partner = await Peers.JoinAsynchronousAsync(change: registration => registration with { AsyncUnsigned = null });
        var reply = await partner.SearchLaterAsync(Search("DRN", "death"));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(reply.ErrorCode, Is.EqualTo("err.signature.missing"));
    }

    [Test]
    public async Task A_message_beyond_what_may_be_unfinished()
    {
        var partner = await Peers.JoinAsynchronousAsync(change: registration => registration with { Limits = new() { Unfinished = 1 }, CallbackUri = "http://127.0.0.1:9/nobody" });
        await partner.SearchLaterAsync(Search("DRN", "death"));
        var reply = await partner.SearchLaterAsync(Search("DRN", "death"));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(reply.ErrorCode, Is.EqualTo("err.request.too_many_requests"));
        Assert.That(reply.RetryAfter, Is.GreaterThan(TimeSpan.Zero));
        Assert.That((await partner.SendAsync(Search("DRN", "death"))).Status, Is.EqualTo(HttpStatusCode.OK), "synchronous calls go on");
    }

    private static JsonObject Search(string type, string eventType) => SocialProtectionSystem.Message(SocialProtectionSystem.Item(Peers.Lookup(type, "1", eventType)));
}
