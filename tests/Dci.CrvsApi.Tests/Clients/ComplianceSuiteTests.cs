using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Clients;

/// <summary>What the public compliance suite asks of the synchronous search, as its test client asks it.</summary>
internal sealed class ComplianceSuiteTests
{
    private static readonly string[] Codes =
    [
        "err.request.bad", "err.request.unauthorized", "err.request.forbidden", "err.request.not_found", "err.request.timeout", "err.version.not_supported", "err.request.too_many_requests",
        "err.sender_id.invalid", "err.sender_uri.invalid", "err.receiver_id.invalid", "err.signature.missing", "err.signature.invalid", "err.encryption.invalid", "err.service.unavailable",
    ];

    private CrvsServer _server = null!;
    private SocialProtectionSystem _suite = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _server = new CrvsServer("Conformance");
        var credentials = _server.Demo.GetProperty("test_client");
        _suite = new SocialProtectionSystem(_server.CreateClient(), credentials.GetProperty("client_id").GetString()!, credentials.GetProperty("client_secret").GetString()!) { SenderId = "test-client", ReceiverId = "crvs-server" };
    }

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [TestCase("idtype-value", """{"type":"BIRTH_REG_NO","value":"BIRTH-TEST-001"}""", "BIRTH")]
    [TestCase("idtype-value", """{"type":"DEATH_REG_NO","value":"D-1"}""", "DEATH")]
    [TestCase("idtype-value", """{"type":"MARRIAGE_REG_NO","value":"M-1"}""", "MARRIAGE")]
    [TestCase("idtype-value", """{"type":"NIN","value":"1"}""", "DIVORCE")]
    [TestCase("predicate", """[{"seq_num":1,"expression1":{"attribute_name":"registration_date","operator":"gte","attribute_value":"2020-01-01"}}]""", "REGISTER")]
    [TestCase("expression", """{"type":"ns:org:QueryType:NoSql","value":{"expression":{"collection":"Person","query":{"$and":[{"date_of_birth":{"$gte":"2000-01-01"}},{"place_of_birth":{"$eq":"central_hospital"}}]}}}}""", "BIRTH")]
    public async Task Searches_are_answered_with_200_and_no_nulls(string queryType, string query, string eventType)
    {
        foreach (var signature in new[] { "unsigned", "unsigned-stub", null })
        {
            var reply = await _suite.SendEnvelopeAsync(Envelope(criteria: Peers.Criteria(queryType, query, eventType, "ns:org:RegistryType:CRVS"), signature: signature));

            Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
            Assert.That(reply.MediaType, Is.EqualTo("application/json"));
            Assert.That(OpenSppTests.Nulls(reply.Json), Is.False);
            Assert.That(reply.Json.GetProperty("header").GetProperty("action").GetString(), Is.EqualTo("on-search"));
        }
    }

    [TestCase("header", "message_ts", "\"2026-01-01T00:00:00\"")]
    [TestCase("header", "message_ts", "\"\"")]
    [TestCase("header", "message_ts", "null")]
    [TestCase("header", "action", "\"subscribe\"")]
    [TestCase("header", "version", "\"9.9.9\"")]
    [TestCase("header", "version", "true")]
    [TestCase("message", "transaction_id", "\"\"")]
    [TestCase("message", "transaction_id", "17")]
    [TestCase("message", "search_request", "[]")]
    [TestCase("message", "search_request", "{}")]
    [TestCase("item", "timestamp", "\"invalid\"")]
    [TestCase("item", "timestamp", "\"2026-01-01T00:00:00\"")]
    [TestCase("item", "locale", "\"en\"")]
    [TestCase("item", "locale", "\"ENG\"")]
    [TestCase("item", "pagination", """{"page_size":0}""")]
    [TestCase("item", "pagination", """{"page_size":-1}""")]
    [TestCase("item", "pagination", """{"page_size":10,"page_number":0}""")]
    [TestCase("criteria", "pagination", """{"page_size":10,"page_number":-1}""")]
    [TestCase("criteria", "pagination", """{"page_size":1.5}""")]
    public async Task Faults_of_form_are_refused_at_once(string where, string member, string value)
    {
        var envelope = Envelope();
        var item = envelope["message"]!["search_request"]![0]!;
        var target = where switch { "header" => envelope["header"]!, "message" => envelope["message"]!, "item" => item, _ => item["search_criteria"]! };
        target[member] = JsonNode.Parse(value);

        Refused(await _suite.SendEnvelopeAsync(envelope), HttpStatusCode.BadRequest);
    }

    [TestCase("transaction_id", 99, HttpStatusCode.OK)]
    [TestCase("transaction_id", 100, HttpStatusCode.BadRequest)]
    public async Task Ids_are_as_long_as_the_standard_allows(string member, int length, HttpStatusCode status)
    {
        var envelope = Envelope();
        envelope["message"]![member] = new string('x', length);

        Assert.That((await _suite.SendEnvelopeAsync(envelope)).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task A_page_may_be_asked_for_by_its_number_alone()
    {
        var criteria = Peers.Criteria("predicate", Peers.RegisteredSince1900, "BIRTH");
        criteria["pagination"] = new JsonObject { ["page_number"] = 2 };
        var reply = await _suite.SendEnvelopeAsync(Envelope(criteria: criteria));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(reply.Records, Has.Count.EqualTo(50));
    }

    [Test]
    public async Task A_message_without_its_parts_is_refused()
    {
        var (noMessage, noHeader) = (Envelope(), Envelope());
        noMessage.Remove("message");
        noHeader.Remove("header");

        Refused(await _suite.SendEnvelopeAsync(noMessage), HttpStatusCode.BadRequest);
        Refused(await _suite.SendEnvelopeAsync(noHeader), HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task A_signature_that_is_no_placeholder_must_verify() => Refused(await _suite.SendEnvelopeAsync(Envelope(signature: "invalid-signature")), HttpStatusCode.Unauthorized);

    [Test]
    public async Task A_call_without_a_token_is_refused_before_anything_else()
    {
        using var http = _server.CreateClient();
        using var content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync(new Uri("/registry/sync/search", UriKind.Relative), content);

        Refused(new Reply(reply, await reply.Content.ReadAsByteArrayAsync()), HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Transaction_ids_may_come_again_but_message_ids_may_not()
    {
        var first = Envelope();
        var second = Envelope();
        second["message"] = first["message"]!.DeepClone();

        Assert.That((await _suite.SendEnvelopeAsync(first)).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await _suite.SendEnvelopeAsync(second)).Status, Is.EqualTo(HttpStatusCode.OK));
        Refused(await _suite.SendEnvelopeAsync(second), HttpStatusCode.BadRequest);
    }

    private static void Refused(Reply reply, HttpStatusCode status)
    {
        Assert.That(reply.Status, Is.EqualTo(status), reply.Text);
        Assert.That(reply.MediaType, Is.EqualTo("application/json"));
        Assert.That(reply.Json.GetProperty("message").GetProperty("ack_status").GetString(), Is.EqualTo("ERR"));
        Assert.That(reply.Json.GetProperty("message").GetProperty("error").GetProperty("code").GetString(), Is.AnyOf(Codes));
        Assert.That(OpenSppTests.Nulls(reply.Json), Is.False);
    }

    private JsonObject Envelope(JsonObject? criteria = null, string? signature = "unsigned")
    {
        var item = SocialProtectionSystem.Item(criteria ?? Peers.Lookup("BIRTH_REG_NO", "BIRTH-TEST-001", "BIRTH"));
        item["locale"] = "eng";
        var envelope = _suite.Envelope(SocialProtectionSystem.Message(item), signed: false);
        if (signature is not null)
            envelope["signature"] = signature;
        return envelope;
    }
}
