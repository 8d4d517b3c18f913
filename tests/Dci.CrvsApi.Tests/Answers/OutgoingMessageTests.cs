using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Signing;
using Dci.CrvsApi.Tests.Encryption;
using Dci.CrvsApi.Tests.Keys;
using Dci.CrvsApi.Tests.Signing;
using Microsoft.Extensions.Hosting.Internal;

namespace Dci.CrvsApi.Tests.Answers;

internal sealed class OutgoingMessageTests
{
    private const string Message = """{"transaction_id":"txn-1","search_response":[{"name":"नेहा 👶"}]}""";

    private CipherDesk _desk = null!;
    private OutgoingMessage _outgoing = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _desk = await CipherDesk.OpenAsync();
        _outgoing = new OutgoingMessage(
            new MessageSigner(_desk.Keys, KeyCabinet.Identity),
            _desk.Answers,
            new ReplyMeta(new HostingEnvironment { EnvironmentName = "Production" }, KeyCabinet.Identity));
    }

    [OneTimeTearDown]
    public void Close() => _desk.Dispose();

    [Test]
    public void Puts_the_message_under_its_header_byte_for_byte()
    {
        var (reason, text) = Write(_desk.Partner, encrypt: false);

        Assert.That(reason, Is.Null);
        Assert.That(text, Does.EndWith($",\"message\":{Message}}}"));
        Assert.That(Header(text).GetProperty("message_id").GetString(), Is.EqualTo("m-1"));
        Assert.That(Header(text).GetProperty("is_msg_encrypted").GetBoolean(), Is.False);
    }

    [TestCase("dci-crvs-1.0.0")]
    [TestCase("opencrvs")]
    [TestCase("registry-stack")]
    [TestCase("openspp")]
    public void Encrypts_and_then_signs_what_is_encrypted(string preset)
    {
        var (reason, text) = Write(_desk.Partner with { Profile = Presets.Find(preset)! }, encrypt: true);
        var envelope = EnvelopeReader.Read(Encoding.UTF8.GetBytes(AsVerified(text, preset)), out var document).Value!;
        using (document)
        {
            Assert.That(reason, Is.Null);
            Assert.That(text, Does.Not.Contain("नेहा").And.Not.Contain("search_response"));
            Assert.That(Header(text).GetProperty("is_msg_encrypted").GetBoolean(), Is.True);
            Assert.That(_desk.Other.Open(envelope.MessageJson), Is.EqualTo(Message));
            Assert.That(Verify(envelope, preset), Is.InstanceOf<SignatureOutcome.Valid>());
        }
    }

    [Test]
    public void Says_why_it_writes_nothing_when_the_partner_has_no_key()
    {
        var (reason, text) = Write(_desk.Partner with { EncryptionKeys = [] }, encrypt: true);

        Assert.That(reason, Does.Contain("Partner alice has no key that this message could be encrypted to"));
        Assert.That(text, Is.Empty);
    }

    [TestCase("dci-crvs-1.0.0", "ES256")]
    [TestCase("openspp", "EdDSA")]
    public async Task Says_why_it_writes_nothing_when_the_server_has_no_key_to_sign_with(string preset, string algorithm)
    {
        var cabinet = new KeyCabinet();
        cabinet.Options.Algorithms = ["RS256"];
        using var keys = await cabinet.LoadAsync();
        var outgoing = new OutgoingMessage(
            new MessageSigner(keys, KeyCabinet.Identity), _desk.Answers, new ReplyMeta(new HostingEnvironment { EnvironmentName = "Production" }, KeyCabinet.Identity));
        var output = new ArrayBufferWriter<byte>();

        var reason = outgoing.Write(State, "m-1", Encoding.UTF8.GetBytes(Message), _desk.Partner with { Profile = Presets.Find(preset)! }, encrypt: true, output, KeyCabinet.Start);

        Assert.That(reason, Does.Contain($"no active key that signs in {algorithm}"));
        Assert.That(output.WrittenCount, Is.Zero);
    }

    private static ReplyState State => new()
    {
        Request = new RequestEcho("req-1", "search", "alice", "crvs.example.gov", "txn-1"),
        Action = "on-search",
        Status = RequestStatus.Succeeded,
        TotalCount = 1,
        CompletedCount = 1,
    };

    private (string? Reason, string Text) Write(Partner partner, bool encrypt)
    {
        var output = new ArrayBufferWriter<byte>();
        var reason = _outgoing.Write(State, "m-1", Encoding.UTF8.GetBytes(Message), partner, encrypt, output, KeyCabinet.Start);
        return (reason, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private SignatureOutcome Verify(ReceivedEnvelope envelope, string preset)
    {
        var published = preset == "openspp" ? _desk.Keys.Ring.Published.OpenSpp : _desk.Keys.Ring.Published.Common;
        return SignatureVerifier.Verify(envelope, SigningParty.Alice.As(SignaturePolicy.Required, PartnerKeyReader.ReadJwks(published.Json).Keys), KeyCabinet.Start);
    }

    // OpenSPP takes the header of a callback apart and verifies over what it writes anew.
    private static string AsVerified(string text, string preset)
    {
        if (preset != "openspp")
            return text;
        var envelope = JsonNode.Parse(text)!.AsObject();
        using var header = CompletedHeader.Of(Header(text));
        envelope["header"] = JsonNode.Parse(header.RootElement.GetRawText());
        return envelope.ToJsonString();
    }

    private static JsonElement Header(string envelope) => JsonElement.Parse(envelope).GetProperty("header");
}
