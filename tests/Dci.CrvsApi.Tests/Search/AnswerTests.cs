using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Search;

internal sealed class AnswerTests
{
    private readonly SocialProtectionSystem _partner = DemoServer.Partner();

    [TestCase(true)]
    [TestCase(false)]
    public async Task Is_signed_by_the_server_over_the_very_bytes_it_sends(bool signed)
    {
        var reply = await _partner.SearchAsync("BRN", DemoServer.Identifier("BRN"), signed: signed);
        var parts = reply.Json.GetProperty("signature").GetString()!.Split('.');
        var keyId = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!["kid"]!.GetValue<string>();

        using var key = await ServerKeyAsync(keyId);
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));

        Assert.That(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256), Is.True);
        Assert.That(reply.Text, Does.EndWith(payload[1..]));
    }

    [Test]
    public async Task Carries_a_header_that_is_valid_for_requests_and_callbacks_alike()
    {
        var header = (await _partner.SearchAsync("BRN", "none")).Json.GetProperty("header");

        Assert.That(header.GetProperty("action").GetString(), Is.EqualTo("on-search"));
        Assert.That(header.GetProperty("status").GetString(), Is.EqualTo("succ"));
        Assert.That(header.GetProperty("sender_id").GetString(), Is.EqualTo(_partner.ReceiverId));
        Assert.That(header.GetProperty("receiver_id").GetString(), Is.EqualTo(_partner.SenderId));
        Assert.That(header.GetProperty("total_count").GetInt32(), Is.EqualTo(1));
        Assert.That(header.GetProperty("message_ts").GetString(), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        Assert.That(header.GetProperty("meta").GetProperty("environment").GetString(), Is.EqualTo("development"));
    }

    [Test]
    public async Task Answers_every_item_in_its_order_and_a_bad_one_by_itself()
    {
        var reply = await _partner.SendAsync(SocialProtectionSystem.Message(
            Item("c", "BRN", DemoServer.Identifier("BRN")),
            Item("a", "SHOE_SIZE", "43"),
            Item("b", "DRN", DemoServer.Identifier("DRN"))));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(reply.Items.EnumerateArray().Select(item => item.GetProperty("reference_id").GetString()), Is.EqualTo(new[] { "c", "a", "b" }));
        Assert.That(reply.Items.EnumerateArray().Select(item => item.GetProperty("status").GetString()), Is.EqualTo(new[] { "succ", "rjct", "succ" }));
        Assert.That(reply.Items[1].GetProperty("status_reason_code").GetString(), Is.EqualTo("rjct.search_criteria.invalid"));
    }

    [Test]
    public async Task Refuses_a_reference_id_that_stands_twice_in_one_message()
    {
        var reply = await _partner.SendAsync(SocialProtectionSystem.Message(Item("x", "BRN", "1"), Item("x", "BRN", "2")));

        Assert.That(reply.Items[1].GetProperty("status_reason_code").GetString(), Is.EqualTo("rjct.reference_id.duplicate"));
    }

    [Test]
    public async Task Pages_through_all_births_without_losing_or_repeating_one()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        long total;
        var page = 0;
        do
        {
            var reply = await _partner.SendAsync(SocialProtectionSystem.Message(SocialProtectionSystem.Item(new JsonObject
            {
                ["reg_event_type"] = "birth",
                ["query_type"] = "predicate",
                ["query"] = JsonNode.Parse("""[{"expression1":{"attribute_name":"birth_date","operator":"ge","attribute_value":"1900"}}]"""),
                ["sort"] = JsonNode.Parse("""[{"attribute_name":"birth_date","sort_order":"desc"}]"""),
                ["pagination"] = new JsonObject { ["page_size"] = 300, ["page_number"] = ++page },
            })));
            total = reply.Total;
            foreach (var record in reply.Records)
                Assert.That(seen.Add(record.GetProperty("@id").GetString()!), Is.True, "a record came twice");
            if (reply.Records.Count == 0)
                break;
        }
        while (seen.Count < total);

        Assert.That(total, Is.GreaterThanOrEqualTo(1000));
        Assert.That(seen, Has.Count.EqualTo(total));
    }

    [Test]
    public async Task Never_writes_null_or_an_empty_string()
    {
        var reply = await _partner.SearchAsync("predicate", JsonNode.Parse("""[{"expression1":{"attribute_name":"birth_date","operator":"ge","attribute_value":"1900"}}]""")!, "birth");

        Assert.That(reply.Text, Does.Not.Contain(":null").And.Not.Contain(":\"\""));
    }

    private static JsonObject Item(string reference, string type, string value) => SocialProtectionSystem.Item(
        new JsonObject { ["query_type"] = "idtype-value", ["query"] = new JsonObject { ["type"] = type, ["value"] = value } }, reference);

    private static async Task<ECDsa> ServerKeyAsync(string keyId)
    {
        using var http = DemoServer.Instance.CreateClient();
        var keys = JsonDocument.Parse(await http.GetStringAsync(new Uri("/.well-known/jwks.json", UriKind.Relative))).RootElement.GetProperty("keys");
        var jwk = keys.EnumerateArray().Single(key => key.GetProperty("kid").GetString() == keyId);
        return ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(jwk.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(jwk.GetProperty("y").GetString()) },
        });
    }
}
