using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Clients;

/// <summary>OpenSPP 2, the main client: it concludes from an answer whether somebody lives, so it must never misread one.</summary>
internal sealed class OpenSppTests
{
    private const string Range2020 = """[{"seq_num":1,"expression1":{"attribute_name":"dateOfEvent","operator":"ge","attribute_value":"2020-01-01"},"condition":"and","expression2":{"attribute_name":"dateOfEvent","operator":"le","attribute_value":"2020-12-31"}}]""";

    private OpenSpp _site = null!;

    [OneTimeSetUp]
    public async Task Join() => _site = await OpenSpp.JoinAsync();

    [Test]
    public async Task Verifies_a_birth_and_reads_what_its_forms_show()
    {
        var reply = await _site.Wire.SendEnvelopeAsync(_site.Verification("BRN", DemoServer.Identifier("BRN"), "birth"));
        var record = reply.Records[0];

        Assert.That(reply.Item.GetProperty("status").GetString(), Is.EqualTo("succ"));
        Assert.That(record.GetProperty("name").GetProperty("given_name").GetString(), Is.Not.Empty);
        Assert.That(record.GetProperty("birth_date").GetString(), Is.Not.Empty);
        Assert.That(record.GetProperty("sex").GetString(), Is.AnyOf("male", "female"));
        Assert.That(record.GetProperty("identifiers").EnumerateArray().Select(identifier => identifier.GetProperty("type").GetString()), Does.Contain("BRN"));
        Assert.That(Nulls(reply.Json), Is.False);
    }

    [Test]
    public async Task Asks_later_and_asks_what_became_of_it()
    {
        await using var inbox = await CallbackInbox.OpenAsync();
        var message = OpenSpp.Message(Peers.Lookup("BRN", DemoServer.Identifier("BRN"), "birth"));
        var ack = await _site.Wire.SendEnvelopeAsync(_site.Later("search", message, inbox.Address("/dci_api/v1/crvs")), "/registry/search");
        var answer = (await inbox.WaitAsync())[0];
        var question = new System.Text.Json.Nodes.JsonObject { ["reference_id"] = "r", ["attribute_type"] = "transaction_id", ["attribute_value"] = (string)message["transaction_id"]! };
        var status = new System.Text.Json.Nodes.JsonObject { ["transaction_id"] = "q", ["txnstatus_request"] = question };
        var statusAck = await _site.Wire.SendEnvelopeAsync(_site.Later("txn_status", status, inbox.Address("/dci_api/v1/crvs")), "/registry/txn/status");
        var told = (await inbox.WaitAsync(2))[1];

        Assert.That(ack.AckStatus, Is.EqualTo("ACK"), ack.Text);
        Assert.That(statusAck.AckStatus, Is.EqualTo("ACK"), statusAck.Text);
        Assert.That(answer.Path, Is.EqualTo("/dci_api/v1/crvs"));
        Assert.That(answer.Envelope.GetProperty("signature").GetString(), Does.StartWith("namespace=\"dci\", kidId=\"crvs.localhost|"));
        Assert.That(told.Message.GetProperty("txnstatus_response").GetProperty("txn_status").GetProperty("search_response")[0].GetProperty("status").GetString(), Is.EqualTo("succ"));
    }

    [TestCase("DRN")]
    [TestCase("BRN")]
    [TestCase("UIN")]
    public async Task Checks_a_death_by_any_number_of_the_deceased(string type)
    {
        var deaths = await _site.Wire.SearchAsync("predicate", System.Text.Json.Nodes.JsonNode.Parse(Peers.RegisteredSince1900)!, "death");
        var number = deaths.Records.SelectMany(record => record.GetProperty("identifier").EnumerateArray())
            .First(identifier => identifier.GetProperty("identifier_type").GetString() == type).GetProperty("identifier_value").GetString()!;

        var reply = await _site.Wire.SendEnvelopeAsync(_site.Verification(type, number, "death"));

        Assert.That(reply.Records, Has.Count.EqualTo(1));
        Assert.That(reply.Records[0].TryGetProperty("death_date", out _));
    }

    [Test]
    public async Task Never_takes_the_birth_of_somebody_for_a_death()
    {
        var reply = await _site.Wire.SendEnvelopeAsync(_site.Verification("UIN", DemoServer.Identifier("UIN"), "death"));

        Assert.That(reply.Item.TryGetProperty("data", out _), Is.EqualTo(reply.Total > 0));
        Assert.That(reply.Total == 0 || reply.Records[0].TryGetProperty("death_date", out _));
    }

    [TestCase("SHOE_SIZE", "43")]
    [TestCase("BRN", " - ")]
    public async Task Hears_by_status_what_can_not_be_answered_since_it_reads_no_reason(string type, string value) =>
        Assert.That((int)(await _site.Wire.SendEnvelopeAsync(_site.Verification(type, value, "death"))).Status, Is.InRange(400, 499));

    [TestCase("predicate", Range2020, "BIRTH", null)]
    [TestCase("expression", Range2020, "birth", null)]
    [TestCase("expression", """{"type":"ns:org:QueryType:expression","value":{"expression":{"query":{"birthDate":{"type":"range","gte":"2020-01-01","lte":"2020-12-31"}}}}}""", "birth", "ns:org:RegistryType:Civil")]
    [TestCase("expression", """{"type":"ns:org:QueryType:expression","value":{"birthDate":{"type":"range","gte":"2020-01-01","lte":"2020-12-31"}}}""", "birth", "CRVS")]
    [TestCase("expression", """{"type":"ns:org:QueryType:expression","value":{"expression":{"query":{"birthDate":{"type":"range","gte":"2020-01-01","lte":"2020-12-31"}}}}}""", null, "birth")]
    public async Task Is_understood_in_every_form_signed_or_not_whatever_its_http_library_writes(string queryType, string query, string? eventType, string? regType)
    {
        var totals = new List<long>();
        foreach (var (signed, escaped) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            var reply = await _site.PostAsync(_site.Call(Peers.Criteria(queryType, query, eventType, regType), signed), escaped);
            Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
            totals.Add(reply.Total);
        }

        Assert.That(totals, Is.All.Positive.And.All.EqualTo(totals[0]));
    }

    [Test]
    public async Task Is_told_that_a_predicate_as_text_is_not_read() =>
        Assert.That((await _site.PostAsync(_site.Call(Peers.Criteria("predicate", "\"person.age >= 18\"", "BIRTH"), signed: true), escaped: false)).Status, Is.EqualTo(HttpStatusCode.BadRequest));

    [Test]
    public async Task Can_prefix_its_signature_and_is_refused_when_the_message_was_changed()
    {
        var prefixed = _site.Call(Peers.Lookup("BRN", "1"), signed: true);
        prefixed["signature"] = "Signature:  " + prefixed["signature"]!.GetValue<string>();
        var changed = _site.Call(Peers.Lookup("BRN", "1"), signed: true);
        changed["message"]!["transaction_id"] = "another";
        var refused = await _site.PostAsync(changed, escaped: false);

        Assert.That((await _site.PostAsync(prefixed, escaped: true)).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(refused.Json.GetProperty("header").GetProperty("status_reason_message").GetString(), Is.Not.Empty, "the words that it logs");
    }

    [Test]
    public async Task Repeats_the_same_envelope_after_a_stale_token_and_is_answered()
    {
        var envelope = _site.Call(Peers.Lookup("BRN", DemoServer.Identifier("BRN")), signed: true);
        using var http = DemoServer.Instance.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "stale");
        using var content = new StringContent(envelope.ToJsonString(), Encoding.UTF8, "application/json");
        using var stale = await http.PostAsync(new Uri("/registry/sync/search", UriKind.Relative), content);

        Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await _site.Wire.SendEnvelopeAsync(envelope)).Total, Is.EqualTo(1));
    }

    [Test]
    public async Task Could_verify_the_answer_if_it_ever_looked()
    {
        Assert.That(await OpenSpp.VerifiesAsync(await _site.Wire.SendEnvelopeAsync(_site.Verification("BRN", DemoServer.Identifier("BRN"), "birth"))));
        Assert.That(await OpenSpp.VerifiesAsync(await _site.Wire.SendEnvelopeAsync(_site.Verification("BRN", "none", "birth"))));
    }

    [Test]
    public async Task Tests_its_connection_with_its_token()
    {
        using var http = DemoServer.Instance.CreateClient();
        var ping = new Uri("/registry/ping", UriKind.Relative);
        using var without = await http.GetAsync(ping);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await _site.Wire.TokenAsync());
        using var with = await http.GetAsync(ping);

        Assert.That(without.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(with.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    internal static bool Nulls(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Object => element.EnumerateObject().Any(member => Nulls(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(Nulls),
        _ => false,
    };
}
