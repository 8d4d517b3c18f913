using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Clients;

/// <summary>OpenG2P's importer, which misspells a member, counts no items and was made for another registry.</summary>
internal sealed class OpenG2pTests
{
    private SocialProtectionSystem _peer = null!;

    [OneTimeSetUp]
    public async Task Join() => _peer = await Peers.JoinAsync("g2p-connect-1.0");

    [Test]
    public async Task Is_answered_although_it_misspells_signature_and_counts_nothing()
    {
        var reply = await _peer.SendEnvelopeAsync(Envelope(Peers.Lookup("BRN", DemoServer.Identifier("BRN"))));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(reply.Total, Is.EqualTo(1));
    }

    [TestCase("graphql", "\"{ getRegistrants { name } }\"", "G2P:RegistryType:Individual")]
    [TestCase("expression", """{"type":"ns:org:QueryType:expression","value":{"expression":{"query":{"search_text":{"$eq":"1"}}}}}""", "Individual")]
    public async Task Hears_in_its_item_that_this_is_another_registry(string queryType, string query, string regType)
    {
        var reply = await _peer.SendEnvelopeAsync(Envelope(Peers.Criteria(queryType, query, regType: regType)));

        Assert.That(reply.Item.GetProperty("status").GetString(), Is.EqualTo("rjct"), reply.Text);
        Assert.That(reply.Item.GetProperty("status_reason_message").GetString(), Does.Contain(regType));
    }

    [Test]
    public async Task May_not_send_without_a_signature_where_one_is_required()
    {
        var strict = await Peers.JoinAsync("g2p-connect-1.0", registration => registration with { SignaturePolicy = "required", Keys = new KeysRegistration { Jwk = [TrialKey.Generate().PublicJwk] } });
        var envelope = strict.Envelope(SocialProtectionSystem.Message(SocialProtectionSystem.Item(Peers.Lookup("BRN", "1"))), signed: false);
        envelope["sinature"] = "";

        Assert.That((await strict.SendEnvelopeAsync(envelope)).ErrorCode, Is.EqualTo("err.signature.missing"));
    }

    private JsonObject Envelope(JsonObject criteria)
    {
        var header = _peer.Header(0);
        header["sender_uri"] = "";
        return new JsonObject { ["sinature"] = "", ["header"] = header, ["message"] = SocialProtectionSystem.Message(SocialProtectionSystem.Item(criteria)) };
    }
}
