using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Messaging;

/// <summary>Whatever a caller sends ends in the right code on the right channel.</summary>
internal sealed class HostileRequestTests
{
    private readonly SocialProtectionSystem _partner = DemoServer.Partner();

    [Test]
    public async Task Refuses_without_a_token()
    {
        using var http = DemoServer.Instance.CreateClient();
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri("/registry/sync/search", UriKind.Relative), content);
        var reply = new Reply(response, await response.Content.ReadAsByteArrayAsync());

        ExpectRefusal(reply, HttpStatusCode.Unauthorized, "err.request.unauthorized");
        Assert.That(response.Headers.WwwAuthenticate.ToString(), Does.StartWith("Bearer"));
    }

    [Test]
    public async Task Refuses_a_sender_that_is_not_the_tokens_partner() =>
        ExpectRefusal(await Altered(header => header["sender_id"] = "somebody.else"), HttpStatusCode.Forbidden, "err.sender_id.invalid");

    [Test]
    public async Task Refuses_a_message_for_another_server() =>
        ExpectRefusal(await Altered(header => header["receiver_id"] = "other.registry"), HttpStatusCode.Forbidden, "err.receiver_id.invalid");

    [Test]
    public async Task Refuses_a_naive_timestamp() =>
        ExpectRefusal(await Altered(header => header["message_ts"] = "2026-01-31T08:30:00"), HttpStatusCode.BadRequest, "err.request.bad");

    [Test]
    public async Task Refuses_a_message_from_an_hour_ago() =>
        ExpectRefusal(
            await Altered(header => header["message_ts"] = TimeProvider.System.GetUtcNow().AddHours(-1).ToString("yyyy-MM-ddTHH:mm:ssZ")),
            HttpStatusCode.BadRequest,
            "err.request.bad");

    [Test]
    public async Task Refuses_another_version() =>
        ExpectRefusal(await Altered(header => header["version"] = "0.1.0"), HttpStatusCode.BadRequest, "err.version.not_supported");

    [Test]
    public async Task Refuses_an_encrypted_flag_without_an_encrypted_message() =>
        ExpectRefusal(await Altered(header => header["is_msg_encrypted"] = true), HttpStatusCode.BadRequest, "err.encryption.invalid");

    [Test]
    public async Task Refuses_a_message_id_that_was_used()
    {
        var envelope = _partner.Envelope(Message(), signed: false);
        var first = await _partner.SendEnvelopeAsync((JsonObject)envelope.DeepClone());
        var second = await _partner.SendEnvelopeAsync(envelope);

        Assert.That(first.Status, Is.EqualTo(HttpStatusCode.OK));
        ExpectRefusal(second, HttpStatusCode.BadRequest, "err.request.bad");
        Assert.That(second.Json.GetProperty("header").GetProperty("status_reason_code").GetString(), Is.EqualTo("rjct.message_id.duplicate"));
    }

    [Test]
    public async Task Lets_the_id_of_a_refused_message_be_used_again()
    {
        var envelope = _partner.Envelope(Message(), signed: false);
        var wrong = (JsonObject)envelope.DeepClone();
        wrong["signature"] = "invalid-signature";
        var refused = await _partner.SendEnvelopeAsync(wrong);
        var accepted = await _partner.SendEnvelopeAsync(envelope);

        ExpectRefusal(refused, HttpStatusCode.Unauthorized, "err.signature.invalid");
        Assert.That(accepted.Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Refuses_a_signed_message_that_was_altered()
    {
        var envelope = _partner.Envelope(Message(), signed: true);
        envelope["message"]!["transaction_id"] = "altered";

        ExpectRefusal(await _partner.SendEnvelopeAsync(envelope), HttpStatusCode.Unauthorized, "err.signature.invalid");
    }

    [TestCase("locale", "\"EN\"")]
    [TestCase("locale", "\"en\"")]
    [TestCase("timestamp", "\"2026-01-31T08:30:00\"")]
    [TestCase("timestamp", "\"\"")]
    [TestCase("reference_id", "7")]
    [TestCase("pagination", """{"page_size":0,"page_number":1}""")]
    [TestCase("pagination", """{"page_size":10,"page_number":-1}""")]
    [TestCase("search_criteria", "\"BRN\"")]
    public async Task Refuses_an_item_of_the_wrong_form(string member, string json)
    {
        var message = Message();
        message["search_request"]![0]![member] = JsonNode.Parse(json);

        ExpectRefusal(await _partner.SendAsync(message), HttpStatusCode.BadRequest, null);
    }

    [Test]
    public async Task Refuses_a_transaction_id_of_100_characters()
    {
        var message = Message();
        message["transaction_id"] = new string('x', 100);

        ExpectRefusal(await _partner.SendAsync(message), HttpStatusCode.BadRequest, "err.request.bad");
    }

    [Test]
    public async Task Refuses_more_than_100_items()
    {
        var items = Enumerable.Range(0, 101).Select(index => (JsonNode)Item(index.ToString())).ToArray();

        ExpectRefusal(await _partner.SendAsync(SocialProtectionSystem.Message(items)), HttpStatusCode.BadRequest, "err.request.bad");
    }

    [Test]
    public async Task Names_only_the_first_of_very_many_faults()
    {
        var message = Message();
        message["search_request"]![0]!["search_criteria"]!["sort"] = new JsonArray([.. Enumerable.Range(0, 100_000).Select(_ => JsonValue.Create(1))]);
        var before = GC.GetTotalAllocatedBytes();

        ExpectRefusal(await _partner.SendAsync(message), HttpStatusCode.BadRequest, null);
        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(40_000_000));
    }

    [Test]
    public async Task Shortens_the_pages_of_a_large_batch()
    {
        var items = Enumerable.Range(0, 20).Select(index => (JsonNode)SocialProtectionSystem.Item(
            new JsonObject
            {
                ["query_type"] = "expression",
                ["query"] = new JsonObject { ["birth_date"] = new JsonObject { ["$gt"] = "1900" } },
                ["reg_event_type"] = "birth",
                ["pagination"] = new JsonObject { ["page_size"] = 1000, ["page_number"] = 1 },
            },
            index.ToString())).ToArray();
        _partner.HoldToContract = false;
        var reply = await _partner.SendAsync(SocialProtectionSystem.Message(items));

        Assert.That(reply.Item.GetProperty("pagination").GetProperty("page_size").GetInt32(), Is.EqualTo(500));
        Assert.That(reply.Records, Has.Count.EqualTo(500));
    }

    [TestCase("text/plain")]
    [TestCase("application/xml")]
    [TestCase("application/json; charset=utf-16")]
    public async Task Refuses_other_media_types(string mediaType)
    {
        using var content = new StringContent("{}");
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(mediaType);

        ExpectRefusal(await _partner.PostAsync(content), HttpStatusCode.UnsupportedMediaType, "err.request.bad");
    }

    [Test]
    public async Task Refuses_a_body_larger_than_a_mebibyte()
    {
        using var content = new ByteArrayContent(new byte[1024 * 1024 + 1]);
        content.Headers.ContentType = new("application/json");

        ExpectRefusal(await _partner.PostAsync(content), HttpStatusCode.RequestEntityTooLarge, "err.request.bad");
    }

    [TestCase("GET", "/registry/sync/search", HttpStatusCode.MethodNotAllowed)]
    [TestCase("DELETE", "/oauth2/client/token", HttpStatusCode.MethodNotAllowed)]
    [TestCase("GET", "/nothing/here", HttpStatusCode.NotFound)]
    public async Task Says_in_the_one_error_body_what_is_not_there(string method, string path, HttpStatusCode status)
    {
        using var http = DemoServer.Instance.CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await http.SendAsync(request);

        ExpectRefusal(new Reply(response, await response.Content.ReadAsByteArrayAsync()), status, null);
    }

    [TestCase("'; DROP TABLE record; --")]
    [TestCase("%' OR '1'='1")]
    [TestCase("a\u0000b")]
    [TestCase("(.*)+$[{\\")]
    [TestCase("\u202Eabc")]
    [TestCase("😀")]
    public async Task Takes_any_text_as_a_value_and_finds_nobody(string value)
    {
        foreach (var type in new[] { "BRN", "UIN", "NID", "PASSPORT" })
            Assert.That((await _partner.SearchAsync(type, value)).Total, Is.Zero);
        var reply = await _partner.SearchAsync("predicate", JsonNode.Parse("""[{"expression1":{"attribute_name":"name.surname","operator":"eq"}}]""")!.AsArray() is var query
            && (query[0]!["expression1"]!["attribute_value"] = value) is not null ? query : throw new InvalidOperationException());
        Assert.That(reply.Total, Is.Zero, reply.Text);
    }

    private static void ExpectRefusal(Reply reply, HttpStatusCode status, string? code)
    {
        Assert.That(reply.Status, Is.EqualTo(status), reply.Text);
        Assert.That(reply.MediaType, Is.EqualTo("application/json"));
        Assert.That(reply.Json.GetProperty("message").GetProperty("ack_status").GetString(), Is.EqualTo("ERR"));
        Assert.That(reply.Json.GetProperty("message").GetProperty("correlation_id").GetString(), Is.Not.Empty);
        if (code is not null)
            Assert.That(reply.Json.GetProperty("message").GetProperty("error").GetProperty("code").GetString(), Is.EqualTo(code));
    }

    private async Task<Reply> Altered(Action<JsonObject> alter)
    {
        var envelope = _partner.Envelope(Message(), signed: false);
        alter(envelope["header"]!.AsObject());
        return await _partner.SendEnvelopeAsync(envelope);
    }

    private static JsonObject Message() => SocialProtectionSystem.Message(Item("1"));

    private static JsonObject Item(string reference) => SocialProtectionSystem.Item(
        new JsonObject { ["query_type"] = "idtype-value", ["query"] = new JsonObject { ["type"] = "BRN", ["value"] = "1" } }, reference);
}
