using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Clients;

/// <summary>A client of OpenCRVS's own bridge that is pointed at this server instead.</summary>
internal sealed class OpenCrvsBridgeTests
{
    private const string SenderUrl = "https://integration.example.org";
    private SocialProtectionSystem _peer = null!;

    [OneTimeSetUp]
    public async Task Join() => _peer = await Peers.JoinAsync("opencrvs", registration => registration with { SenderIds = [$"{SenderUrl}/{registration.Id}"] });

    [TestCase("birth", "BRN")]
    [TestCase("death", "DRN")]
    [TestCase("marriage", "MRN")]
    [TestCase("birth", "NID")]
    public async Task Looks_up_by_the_types_it_knows(string registryType, string type)
    {
        var value = DemoServer.Identifier(type == "NID" ? "UIN" : type);
        var reply = await AskAsync(registryType, "idtype-value", $$"""{"type":"{{type}}","value":"{{value}}"}""");

        Assert.That(reply.Total, Is.EqualTo(1), reply.Text);
        Assert.That(reply.Records[0].GetProperty("identifier").EnumerateArray().Select(identifier => identifier.GetProperty("identifier").GetString()), Does.Contain(value));
    }

    [Test]
    public async Task Looks_up_by_the_id_of_the_record_in_the_register()
    {
        var found = await AskAsync("birth", "idtype-value", $$"""{"type":"BRN","value":"{{DemoServer.Identifier("BRN")}}"}""");
        var id = found.Records[0].GetProperty("@id").GetString()!.Split('#')[0];

        Assert.That((await AskAsync("birth", "idtype-value", $$"""{"type":"OPENCRVS_RECORD_ID","value":"{{id}}"}""")).Total, Is.EqualTo(1));
    }

    [Test]
    public async Task Asks_for_a_range_of_birth_dates_that_excludes_its_ends()
    {
        var reply = await AskAsync("birth", "predicate", """[{"seq_num":1,"expression1":{"attribute_name":"birthdate","operator":"gt","attribute_value":"2019-12-31T00:00:00.000Z"},"condition":"and","expression2":{"attribute_name":"birthdate","operator":"lt","attribute_value":"2021-01-01T00:00:00.000Z"}}]""");

        Assert.That(reply.Total, Is.Positive);
        Assert.That(reply.Records.Select(record => record.GetProperty("birthDate").GetString()), Is.All.StartsWith("2020"));
    }

    [Test]
    public async Task Gets_its_own_header_back_and_a_signature_over_the_whole()
    {
        var reply = await AskAsync("birth", "idtype-value", """{"type":"BRN","value":"none"}""");
        var payload = JsonNode.Parse(Base64Url.DecodeFromChars(reply.Json.GetProperty("signature").GetString()!.Split('.')[1]))!;
        var header = reply.Json.GetProperty("header");

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(header.GetProperty("sender_id").GetString(), Is.EqualTo(_peer.SenderId));
        Assert.That(header.GetProperty("action").GetString(), Is.EqualTo("search"));
        Assert.That(JsonNode.DeepEquals(payload["header"], JsonNode.Parse(header.GetRawText())));
    }

    [Test]
    public async Task Is_acknowledged_with_202_and_called_back_in_its_form()
    {
        await using var inbox = await CallbackInbox.OpenAsync();
        var peer = await Peers.JoinAsynchronousAsync("opencrvs");
        var ack = await peer.SearchLaterAsync(SocialProtectionSystem.Message(SocialProtectionSystem.Item(Peers.Lookup("BRN", DemoServer.Identifier("BRN"), "birth"))), inbox.Address());
        var callback = (await inbox.WaitAsync())[0];

        Assert.That(ack.Status, Is.EqualTo(HttpStatusCode.Accepted), ack.Text);
        Assert.That(ack.AckStatus, Is.EqualTo("ACK"));
        Assert.That(callback.Message.GetProperty("correlation_id").GetString(), Is.EqualTo(ack.CorrelationId));
        Assert.That(callback.Items[0].GetProperty("data").GetProperty("reg_records")[0].TryGetProperty("birthDate", out _), Is.True);
    }

    private Task<Reply> AskAsync(string registryType, string queryType, string query) =>
        _peer.SendAsync(SocialProtectionSystem.Message(SocialProtectionSystem.Item(Peers.Criteria(queryType, query, regType: "ocrvs:registry_type:" + registryType))));
}
