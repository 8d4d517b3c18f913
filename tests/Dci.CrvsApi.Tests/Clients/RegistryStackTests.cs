using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Clients;

/// <summary>The relay of registry-stack, the strictest reader: a member that it does not know makes it refuse the answer.</summary>
internal sealed class RegistryStackTests
{
    private SocialProtectionSystem _relay = null!;

    [OneTimeSetUp]
    public async Task Join() => _relay = await Peers.JoinAsync("registry-stack");

    [Test]
    public async Task Reads_a_record_with_the_searched_identifier_first()
    {
        var record = Read(await AskAsync("UIN", DemoServer.Identifier("UIN")), 1)[0]!;

        Assert.That(record["identifier"]![0]!["identifier_type"]!.GetValue<string>(), Is.EqualTo("UIN"));
        Assert.That(record["identifier"]![0]!["identifier_value"]!.GetValue<string>(), Is.EqualTo(DemoServer.Identifier("UIN")));
    }

    [Test]
    public async Task Reads_that_nobody_was_found() => Assert.That(Read(await AskAsync("UIN", "none"), 0), Is.Empty);

    [Test]
    public async Task Verifies_with_the_one_signing_key_of_its_own_key_set()
    {
        using var http = DemoServer.Instance.CreateClient();
        var set = JsonNode.Parse(await http.GetStringAsync(new Uri("/profiles/registry-stack/.well-known/jwks.json", UriKind.Relative)))!.AsObject();
        var keys = set["keys"]!.AsArray();
        var parts = (await AskAsync("UIN", DemoServer.Identifier("UIN"))).Reply["signature"]!.GetValue<string>().Split('.');
        var head = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!.AsObject();
        var key = keys.Single(candidate => candidate!["use"]!.GetValue<string>() == "sig")!;
        using var rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(key["n"]!.GetValue<string>()), Exponent = Base64Url.DecodeFromChars(key["e"]!.GetValue<string>()) });

        Members(set, "keys");
        Assert.That(keys, Has.Count.EqualTo(2));
        foreach (var published in keys)
            Members(published!, "kty", "kid", "use", "alg", "n", "e");
        Members(head, "alg", "kid");
        Assert.That(keys.Select(published => $"{published!["use"]} {published["alg"]}"), Is.EquivalentTo(new[] { "sig RS256", "enc RSA-OAEP-256" }));
        Assert.That((head["alg"]!.GetValue<string>(), head["kid"]!.GetValue<string>()), Is.EqualTo(("RS256", key["kid"]!.GetValue<string>())));
        Assert.That(rsa.VerifyData(Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private async Task<(string Id, JsonObject Reply)> AskAsync(string type, string value)
    {
        var id = Guid.NewGuid().ToString();
        var criteria = Peers.Lookup(type, value, "birth");
        criteria["pagination"] = new JsonObject { ["page_size"] = 2, ["page_number"] = 1 };
        var item = SocialProtectionSystem.Item(criteria, id);
        item["locale"] = "eng";
        var envelope = _relay.Envelope(new JsonObject { ["transaction_id"] = id, ["search_request"] = new JsonArray(item) }, signed: false);
        envelope["header"]!["message_id"] = id;
        return (id, JsonNode.Parse((await _relay.SendEnvelopeAsync(envelope)).Text)!.AsObject());
    }

    /// <summary>Reads an answer as closed as the relay does, and returns its records.</summary>
    private JsonArray Read((string Id, JsonObject Reply) answer, int records)
    {
        var (id, reply) = answer;
        Members(reply, "signature", "header", "message");
        var payload = JsonNode.Parse(Base64Url.DecodeFromChars(reply["signature"]!.GetValue<string>().Split('.')[1]))!;
        var header = reply["header"]!;
        var message = reply["message"]!;
        var item = message["search_response"]!.AsArray().Single()!;
        Members(payload, "header", "message");
        Members(header, "version", "message_id", "message_ts", "action", "status", "total_count", "sender_id", "receiver_id", "is_msg_encrypted");
        Members(message, "transaction_id", "correlation_id", "search_response");
        Members(item, "reference_id", "timestamp", "status", "data", "pagination", "locale");
        Members(item["data"]!, "version", "reg_type", "reg_record_type", "reg_records");

        Assert.That(JsonNode.DeepEquals(payload["header"], header) && JsonNode.DeepEquals(payload["message"], message), "payload and envelope are one");
        Assert.That(new[] { header["message_id"], message["transaction_id"], item["reference_id"] }.Select(value => value!.GetValue<string>()), Is.All.EqualTo(id));
        Assert.That(Guid.TryParseExact(message["correlation_id"]!.GetValue<string>(), "D", out _));
        Assert.That((header["action"]!.GetValue<string>(), header["status"]!.GetValue<string>(), item["status"]!.GetValue<string>()), Is.EqualTo(("on-search", "succ", "succ")));
        Assert.That((header["sender_id"]!.GetValue<string>(), header["receiver_id"]!.GetValue<string>()), Is.EqualTo(("crvs.localhost", _relay.SenderId)));
        Assert.That(header["total_count"]!.GetValue<int>(), Is.EqualTo(records));
        Assert.That(item["pagination"]!.ToJsonString(), Is.EqualTo($$"""{"page_size":2,"page_number":1,"total_count":{{records}}}"""));
        Assert.That(item["locale"]!.GetValue<string>(), Is.EqualTo("eng"));
        Assert.That((item["data"]!["reg_type"]!.GetValue<string>(), item["data"]!["reg_record_type"]!.GetValue<string>()), Is.EqualTo(("ns:org:RegistryType:Civil", "spdci-extensions-dci:Person")));
        return item["data"]!["reg_records"]!.AsArray();
    }

    private static void Members(JsonNode node, params string[] known) => Assert.That(node.AsObject().Select(member => member.Key), Is.EquivalentTo(known));
}
