using System.Buffers;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Signing;
using Dci.CrvsApi.Tests.Keys;
using static Dci.CrvsApi.Tests.Signing.SigningParty;

namespace Dci.CrvsApi.Tests.Signing;

public sealed class MessageSignerTests
{
    private const string Sent = """{"header":{"message_id":"m","total_count":1, "z":"\u00e9"},"message":{"a":[1.50,"नेहा 👶"]}}""";

    private KeyCabinet _cabinet = null!;
    private ServerKeys _keys = null!;
    private MessageSigner _signer = null!;

    [OneTimeSetUp]
    public async Task Load()
    {
        _cabinet = new KeyCabinet();
        _keys = await _cabinet.LoadAsync();
        _signer = new MessageSigner(_keys, KeyCabinet.Identity);
    }

    [OneTimeTearDown]
    public void Close() => _keys.Dispose();

    [TestCase("ES256")]
    [TestCase("RS256")]
    [TestCase("EdDSA")]
    public void Signs_the_very_bytes_that_are_sent(string algorithm)
    {
        var envelope = Write(new OutputProfile { Preset = "test", Algorithm = algorithm });
        Assert.That(envelope, Does.EndWith("," + Sent[1..]));
        var parts = JsonDocument.Parse(envelope).RootElement.GetProperty("signature").GetString()!.Split('.');
        var keyId = _keys.Ring.Signer(algorithm, KeyCabinet.Start).KeyId;
        Assert.That(Text(parts[0]), Is.EqualTo($$"""{"alg":"{{algorithm}}","kid":"{{keyId}}"}"""));
        Assert.That(Text(parts[1]), Is.EqualTo(Sent));
        Assert.That(Verify(envelope, _keys.Ring.Published.Common), Is.EqualTo(new SignatureOutcome.Valid(SignatureScheme.AttachedJws, keyId)));
    }

    [Test]
    public void Signs_in_the_parameter_form_over_the_sorted_ascii_of_what_is_sent()
    {
        var envelope = Write(Presets.Find("openspp")!);
        Assert.That(envelope, Does.EndWith("," + Sent[1..]));
        var signature = JsonDocument.Parse(envelope).RootElement.GetProperty("signature").GetString()!;
        var kid = $"crvs.example.gov|{_keys.Ring.Signer("EdDSA", KeyCabinet.Start).KeyId}|ed25519";
        var created = KeyCabinet.Start.ToUnixTimeSeconds();
        Assert.That(signature, Does.StartWith($"namespace=\"dci\", kidId=\"{kid}\", algorithm=\"ed25519\", created=\"{created}\", expires=\"{created + 300}\", headers=\"(created) (expires) digest\", signature=\""));
        Assert.That(Verify(envelope, _keys.Ring.Published.OpenSpp), Is.EqualTo(new SignatureOutcome.Valid(SignatureScheme.ParameterString, kid)));
    }

    [Test]
    public void Signs_large_answers() =>
        Assert.That(Verify(Write(Presets.Find(Presets.Default)!, Payload("{}", $"{{\"a\":\"{new string('x', 3_000_000)}\"}}")), _keys.Ring.Published.Common), Is.InstanceOf<SignatureOutcome.Valid>());

    [Test]
    public void Will_not_sign_what_does_not_begin_with_a_header() =>
        Assert.That(() => Write(Presets.Find(Presets.Default)!, """{"message":{},"header":{}}"""), Throws.ArgumentException);

    private string Write(OutputProfile profile, string payload = Sent)
    {
        var output = new ArrayBufferWriter<byte>();
        _signer.WriteSignedEnvelope(Encoding.UTF8.GetBytes(payload), profile, output, KeyCabinet.Start);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static SignatureOutcome Verify(string envelope, KeySetDocument published)
    {
        var received = EnvelopeReader.Read(Encoding.UTF8.GetBytes(envelope), out _).Value!;
        return SignatureVerifier.Verify(received, Alice.As(SignaturePolicy.Required, PartnerKeyReader.ReadJwks(published.Json).Keys), KeyCabinet.Start);
    }

    private static string Text(string part) => Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(part));
}
