using System.Net;
using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Clients;

/// <summary>The registry client of G2P Connect: a token without a scheme, and an RSA signature over header and message as they were written.</summary>
internal sealed class G2pcRegistryTests
{
    private readonly RSA _key = RSA.Create(2048);
    private SocialProtectionSystem _peer = null!;

    [OneTimeSetUp]
    public async Task Join() => _peer = await Peers.JoinAsync("g2p-connect-1.0", registration => registration with
    {
        SignaturePolicy = "required",
        Keys = new KeysRegistration { Pem = [_key.ExportSubjectPublicKeyInfoPem()] },
    });

    [OneTimeTearDown]
    public void Leave() => _key.Dispose();

    [Test]
    public async Task Gets_a_record_as_one_object_by_idtype()
    {
        var (status, body) = await PostAsync("idtype", $$"""{"type":"BRN","value":"{{DemoServer.Identifier("BRN")}}"}""");

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), body);
        Assert.That(body, Does.Contain("\"reg_sub_type\":\"DCI:RegistrySubType:LiveBirth\"").And.Contain("\"reg_records\":{"));
    }

    [Test]
    public async Task Asks_a_named_query_by_number_and_area()
    {
        var (status, body) = await PostAsync("namedQuery", $$$"""{"query_name":"DCI:NamedQuery:getBirthByBRNandAreaCode","query_params":{"BRN":"{{{DemoServer.Identifier("BRN")}}}","area_code":"nowhere"}}""");

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), body);
        Assert.That(body, Does.Contain("\"total_count\":0"), "the area counts");
    }

    [Test]
    public async Task Is_refused_when_its_message_was_changed_on_the_way()
    {
        var (status, body) = await PostAsync("idtype", """{"type":"BRN","value":"1"}""", sent => sent.Replace("\"T1\"", "\"T2\"", StringComparison.Ordinal));

        Assert.That(status, Is.EqualTo(HttpStatusCode.Unauthorized), body);
        Assert.That(body, Does.Contain("err.signature.invalid"));
    }

    [Test]
    public async Task Is_acknowledged_with_200_and_nothing_else()
    {
        var (status, body) = await PostAsync("idtype", """{"type":"BRN","value":"1"}""", path: "/registry/search");

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), body);
        Assert.That(body, Does.StartWith("{\"message\":{\"ack_status\":\"ACK\",\"timestamp\":"));
    }

    [Test]
    public async Task Is_told_what_it_takes_without_looking_whether_it_is_there()
    {
        await using var inbox = await CallbackInbox.OpenAsync();
        var peer = await Peers.JoinAsynchronousAsync("g2p-connect-1.0");
        await peer.SearchLaterAsync(SocialProtectionSystem.Message(SocialProtectionSystem.Item(Peers.Lookup("BRN", "1"))), inbox.Address());
        var later = (await inbox.WaitAsync())[0].Header;
        var atOnce = (await peer.SearchAsync("BRN", "1")).Json.GetProperty("header");

        foreach (var header in new[] { later, atOnce })
        {
            Assert.That(header.GetProperty("status_reason_code").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
            Assert.That(header.GetProperty("meta").GetProperty("data").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Object));
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(string queryType, string query, Func<string, string>? onTheWay = null, string path = "/registry/sync/search")
    {
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:sszzz");
        var header = $$$"""{"version":"1.0.0","message_id":"M{{{Guid.NewGuid():N}}}","message_ts":"{{{now}}}","action":"search","sender_id":"{{{_peer.SenderId}}}","sender_uri":"","receiver_id":"","total_count":1,"is_msg_encrypted":false,"meta":{"data":{"is_sign":true} } }""";
        var message = $$$"""{"transaction_id":"T1","search_request":[{"reference_id":"R1","timestamp":"{{{now}}}","search_criteria":{"version":"1.0.0","reg_type":"ns:org:RegistryType:Civil","reg_sub_type":"DCI:RegistrySubType:LiveBirth","query_type":"{{{queryType}}}","query":{{{query}}},"pagination":{"page_size":10,"page_number":1} } }]}""";
        var signature = Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(header + message), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var body = $$"""{"signature":"{{signature}}","header":{{header}},"message":{{message}}}""";

        using var http = DemoServer.Instance.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(onTheWay?.Invoke(body) ?? body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", await _peer.TokenAsync());
        using var reply = await http.SendAsync(request);
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }
}
