using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Keys;
using Dci.CrvsApi.Signing;
using Dci.CrvsApi.Tests.Contract;
using Dci.CrvsApi.Tests.Server;
using Dci.CrvsApi.Tests.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Encryption;

/// <summary>Encrypted searches through the whole server.</summary>
internal sealed class EncryptedSearchTests
{
    private CrvsServer _server = null!;
    private EncryptedPartner _partner = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = new CrvsServer();
        _partner = await EncryptedPartner.RegisterAsync(_server, "sealed");
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _partner.Dispose();
        _server.Dispose();
    }

    [Test]
    public async Task Is_answered_encrypted_and_signed()
    {
        var reply = await _partner.SendAsync(await _partner.EncryptAsync(Search()));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(reply.Json.GetProperty("header").GetProperty("is_msg_encrypted").GetBoolean(), Is.True);
        Assert.That(reply.Json.GetProperty("header").GetProperty("action").GetString(), Is.EqualTo("on-search"));
        Assert.That(reply.Json.GetProperty("message").GetProperty("header").GetProperty("kid").GetString(), Is.EqualTo("mine"));
        Assert.That(Total(_partner.Open(reply)), Is.EqualTo(1));
        Assert.That(await VerifyAsync(reply), Is.InstanceOf<SignatureOutcome.Valid>());
    }

    [TestCase("opencrvs")]
    [TestCase("registry-stack")]
    [TestCase("openspp")]
    [TestCase("g2p-connect-1.0")]
    public async Task Is_answered_encrypted_in_every_dialect(string profile)
    {
        using var partner = await EncryptedPartner.RegisterAsync(_server, $"sealed-{profile}", profile);
        var reply = await partner.SendAsync(await partner.EncryptAsync(Search()));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(reply.Json.GetProperty("header").GetProperty("is_msg_encrypted").GetBoolean(), Is.True);
        Assert.That(partner.Open(reply).GetProperty("search_response").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Sample_of_the_contract_is_answered_when_it_is_encrypted_for_this_server()
    {
        var sample = JsonNode.Parse(RepositoryFiles.Examples["sync-search.encrypted.request"])!["message"]!.AsObject();
        var question = JsonNode.Parse(RepositoryFiles.Examples["sync-search.batch.request"])!["message"]!.AsObject();
        var message = await _partner.EncryptAsync(question);
        var reply = await _partner.SendAsync(message);
        var shown = JsonNode.Parse(RepositoryFiles.Examples["sync-search.encrypted.reply"])!.AsObject();

        Assert.That(Shape(message), Is.EqualTo(Shape(sample)));
        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(Shape(JsonNode.Parse(reply.Text)!["message"]!.AsObject()), Is.EqualTo(Shape(shown["message"]!.AsObject())));
        var opened = _partner.Open(reply);
        Assert.That(ContractReader.Contract.Faults("SearchResponse", opened.GetRawText()), Is.Empty);
        Assert.That(opened.GetProperty("search_response").EnumerateArray().Select(item => item.GetProperty("status").GetString()), Is.EqualTo(new[] { "succ", "succ", "rjct" }));
    }

    [TestCase("tag")]
    [TestCase("iv")]
    [TestCase("ciphertext")]
    [TestCase("encrypted_key")]
    public async Task Is_refused_when_a_part_was_changed(string member)
    {
        var message = await _partner.EncryptAsync(Search());
        var text = (string)message[member]!;
        message[member] = (text[0] == 'A' ? 'B' : 'A') + text[1..];
        Refused(await _partner.SendAsync(message), "or was changed on the way");
    }

    [Test]
    public async Task Is_refused_when_it_is_encrypted_to_another_key()
    {
        var key = JsonNode.Parse((await _partner.ServersKeyAsync()).GetRawText())!;
        using var other = new Correspondent();
        var foreign = Correspondent.Encrypt(other.RsaJwk((string)key["kid"]!), Search().ToJsonString());
        Refused(await _partner.SendAsync(foreign), "or was changed on the way");

        key["kid"] = "unknown";
        Refused(await _partner.SendAsync(Correspondent.Encrypt(JsonElement.Parse(key.ToJsonString()), Search().ToJsonString())), "kid names no key");
    }

    [Test]
    public async Task Is_refused_when_the_header_says_otherwise()
    {
        Refused(await _partner.SendAsync(await _partner.EncryptAsync(Search()), said: false), "is not true");
        Refused(await _partner.SendAsync(Search()), "is not encrypted");
    }

    [Test]
    public async Task Is_refused_unsigned_even_from_a_partner_that_may_leave_that_out()
    {
        using var partner = await EncryptedPartner.RegisterAsync(_server, "sealed-unsigned", policy: "accept-unsigned");
        var reply = await partner.SendAsync(await partner.EncryptAsync(Search()), signed: false);

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.Unauthorized, "err.signature.missing")), reply.Text);
        Assert.That((await partner.SendAsync(await partner.EncryptAsync(Search()))).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Is_refused_from_a_partner_that_can_not_be_answered()
    {
        using var partner = await EncryptedPartner.RegisterAsync(_server, "sealed-keyless", keyForAnswers: false);
        Refused(await partner.SendAsync(await partner.EncryptAsync(Search())), "register a JWK with use=enc");
    }

    [Test]
    public async Task Is_refused_when_the_plain_text_is_none_and_the_refusal_is_in_clear()
    {
        var key = await _partner.ServersKeyAsync();
        Refused(await _partner.SendAsync(Correspondent.Encrypt(key, "[1]")), "is not a JSON object");
        Refused(await _partner.SendAsync(Correspondent.Encrypt(key, """{"a":1,"a":2}""")), "names a member twice");

        var faulty = await _partner.SendAsync(Correspondent.Encrypt(key, "{}"));
        Assert.That((faulty.Status, faulty.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "err.request.bad")), faulty.Text);
    }

    [Test]
    public async Task Is_answered_once_whoever_sends_the_same_ciphertext_again()
    {
        using var thief = await EncryptedPartner.RegisterAsync(_server, "sealed-thief");
        var message = await _partner.EncryptAsync(Search());

        Assert.That((await _partner.SendAsync(message)).Status, Is.EqualTo(HttpStatusCode.OK));
        UsedBefore(await _partner.SendAsync(message));
        UsedBefore(await thief.SendAsync(message));
        Assert.That((await _partner.SendAsync(await _partner.EncryptAsync(Search()))).Status, Is.EqualTo(HttpStatusCode.OK));

        static void UsedBefore(Reply reply)
        {
            Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "err.request.bad")), reply.Text);
            Assert.That(reply.Text, Does.Contain("encrypt it anew").And.Contain("rjct.message_id.duplicate"));
        }
    }

    [Test]
    public async Task Is_opened_with_an_old_key_until_that_retires()
    {
        var keys = _server.Services.GetRequiredService<ServerKeys>();
        var old = await _partner.ServersKeyAsync();
        await keys.RotateAsync("RSA-OAEP-256", immediately: true, CancellationToken.None);

        Assert.That((await _partner.ServersKeyAsync()).GetProperty("kid").GetString(), Is.Not.EqualTo(old.GetProperty("kid").GetString()));
        Assert.That((await _partner.SendAsync(Correspondent.Encrypt(old, Search().ToJsonString()))).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await _partner.SendAsync(await _partner.EncryptAsync(Search()))).Status, Is.EqualTo(HttpStatusCode.OK));

        await _server.Services.GetRequiredService<IKeyStore>().RetireAsync(old.GetProperty("kid").GetString()!, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        await keys.RefreshAsync(CancellationToken.None);
        Refused(await _partner.SendAsync(Correspondent.Encrypt(old, Search().ToJsonString())), "kid names no key");
    }

    [Test]
    public async Task Is_understood_by_agreement_when_the_settings_accept_it()
    {
        using var server = new CrvsServer("Development", ("Encryption:AlsoAccept:0", "ECDH-ES+A256KW"));
        using var partner = await EncryptedPartner.RegisterAsync(server, "sealed");
        using var http = server.CreateClient();
        var set = JsonElement.Parse(await http.GetStringAsync(new Uri("/.well-known/jwks.json", UriKind.Relative))).GetProperty("keys");
        var curve = set.EnumerateArray().Single(key => key.GetProperty("alg").GetString() == "ECDH-ES+A256KW");
        var stack = JsonElement.Parse(await http.GetStringAsync(new Uri("/profiles/registry-stack/.well-known/jwks.json", UriKind.Relative))).GetProperty("keys");

        var reply = await partner.SendAsync(Correspondent.Encrypt(curve, Search(server).ToJsonString(), "ECDH-ES+A256KW"));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(Total(partner.Open(reply)), Is.EqualTo(1));
        Assert.That(stack.GetArrayLength(), Is.EqualTo(2));
    }

    private JsonObject Search() => Search(_server);

    private static JsonObject Search(CrvsServer server) => SocialProtectionSystem.Message(SocialProtectionSystem.Item(new JsonObject
    {
        ["query_type"] = "idtype-value",
        ["query"] = new JsonObject { ["type"] = "BRN", ["value"] = server.Demo.GetProperty("identifiers").GetProperty("BRN").GetString() },
    }));

    private async Task<SignatureOutcome> VerifyAsync(Reply reply)
    {
        using var http = _server.CreateClient();
        var keys = PartnerKeyReader.ReadJwks(await http.GetByteArrayAsync(new Uri("/.well-known/jwks.json", UriKind.Relative))).Keys;
        var envelope = EnvelopeReader.Read(Encoding.UTF8.GetBytes(reply.Text), out var document).Value!;
        using (document)
            return SignatureVerifier.Verify(envelope, SigningParty.Alice.As(SignaturePolicy.Required, keys), TimeProvider.System.GetUtcNow());
    }

    private static void Refused(Reply reply, string words)
    {
        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "err.encryption.invalid")), reply.Text);
        Assert.That(reply.Json.GetProperty("errors")[0].GetProperty("message").GetString(), Does.Contain(words));
    }

    private static long Total(JsonElement message) => message.GetProperty("search_response")[0].GetProperty("pagination").GetProperty("total_count").GetInt64();

    /// <summary>Members, algorithms, and the lengths of what always has the same.</summary>
    private static string Shape(JsonObject jwe) => string.Join(' ', jwe.Select(member => member.Key switch
    {
        "header" => $"header({string.Join(' ', member.Value!.AsObject().Select(part => part.Key == "kid" ? "kid" : $"{part.Key}={part.Value}"))})",
        "ciphertext" => "ciphertext",
        _ => string.Create(CultureInfo.InvariantCulture, $"{member.Key}:{((string)member.Value!).Length}"),
    }));
}
