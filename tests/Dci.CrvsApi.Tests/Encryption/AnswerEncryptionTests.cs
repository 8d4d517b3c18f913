using System.Buffers;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Encryption;
using Microsoft.Extensions.Configuration;

namespace Dci.CrvsApi.Tests.Encryption;

internal sealed class AnswerEncryptionTests
{
    private const string Plain = """{"transaction_id":"t","search_response":[{"name":"नेहा 👶"}]}""";

    private static readonly string[] HeaderMembers = ["alg", "enc", "kid"];
    private static readonly string[] Members = ["header", "encrypted_key", "iv", "ciphertext", "tag"];

    private readonly Correspondent _other = new();

    [OneTimeTearDown]
    public void Close() => _other.Dispose();

    [Test]
    public void Writes_the_form_of_the_standard_and_its_receiver_opens_it()
    {
        var jwe = Write(Accepting(), _other.RsaJwk());

        Assert.That(jwe.EnumerateObject().Select(member => member.Name), Is.EqualTo(Members));
        Assert.That(jwe.GetProperty("header").EnumerateObject().Select(member => member.Name), Is.EqualTo(HeaderMembers));
        Assert.That(jwe.GetProperty("header").GetRawText(), Is.EqualTo("""{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"mine"}"""));
        Assert.That(_other.Open(jwe), Is.EqualTo(Plain));
    }

    [Test]
    public void Never_writes_the_same_twice()
    {
        var (one, two) = (Write(Accepting(), _other.RsaJwk()), Write(Accepting(), _other.RsaJwk()));
        foreach (var member in Members.Skip(1))
            Assert.That(one.GetProperty(member).GetString(), Is.Not.EqualTo(two.GetProperty(member).GetString()), member);
    }

    [TestCase("RSA-OAEP-256", "RSA-OAEP-256")]
    [TestCase("RSA-OAEP", "RSA-OAEP", "RSA-OAEP")]
    [TestCase("RSA-OAEP", "RSA-OAEP-256")]
    [TestCase(null, "RSA-OAEP-256", "RSA-OAEP")]
    [TestCase("ECDH-ES", "ECDH-ES", "ECDH-ES", "ECDH-ES+A256KW")]
    [TestCase("ECDH-ES", "ECDH-ES+A256KW", "ECDH-ES+A256KW")]
    [TestCase("ECDH-ES+A256KW", "ECDH-ES+A256KW", "ECDH-ES", "ECDH-ES+A256KW")]
    [TestCase("ECDH-ES+A256KW", "ECDH-ES", "ECDH-ES")]
    [TestCase("", "ECDH-ES+A256KW", "ECDH-ES", "ECDH-ES+A256KW")]
    public void Follows_the_algorithm_of_the_key_as_far_as_the_settings_allow(string? registered, string used, params string[] accepted)
    {
        var jwk = registered is null or "RSA-OAEP" or "RSA-OAEP-256" ? _other.RsaJwk(algorithm: registered) : _other.EcJwk(algorithm: registered.Length == 0 ? null : registered);
        var jwe = Write(Accepting(accepted), jwk);

        Assert.That(jwe.GetProperty("header").GetProperty("alg").GetString(), Is.EqualTo(used));
        Assert.That(jwe.TryGetProperty("encrypted_key", out _), Is.EqualTo(used != "ECDH-ES"), "RFC 7516 §7.2.1");
        Assert.That(_other.Open(jwe), Is.EqualTo(Plain));
    }

    [Test]
    public void Takes_the_newest_key_that_can_be_used()
    {
        using var older = new Correspondent();
        var partner = CipherDesk.PartnerWith(older.RsaJwk("older"), _other.RsaJwk("newer"), _other.EcJwk());

        Assert.That(Accepting().KeyFor(partner)!.Key.KeyId, Is.EqualTo("newer"));
        Assert.That(Accepting("ECDH-ES").KeyFor(partner)!.Key.KeyId, Is.EqualTo("curve"));
        Assert.That(Accepting().KeyFor(CipherDesk.PartnerWith(_other.EcJwk())), Is.Null);
        Assert.That(Accepting().KeyFor(CipherDesk.PartnerWith()), Is.Null);
    }

    [TestCase("RSA-OAEP", true)]
    [TestCase("ECDH-ES+A256KW", true)]
    [TestCase("A192GCM", true)]
    [TestCase("RSA-OAEP-256", true)]
    [TestCase("RSA1_5", false)]
    [TestCase("dir", false)]
    [TestCase("rsa-oaep", false)]
    [TestCase("A128CBC-HS256", false)]
    public void Knows_the_algorithms_that_may_be_set(string algorithm, bool known)
    {
        var options = new ConfigurationBuilder().AddInMemoryCollection([new("Encryption:AlsoAccept:0", algorithm)]).Build().GetSection(EncryptionOptions.Section).Get<EncryptionOptions>()!;
        var result = new EncryptionOptionsValidator().Validate(null, options);
        Assert.That(result.Succeeded, Is.EqualTo(known));
        if (!known)
            Assert.That(result.FailureMessage, Does.Contain($"Encryption:AlsoAccept names {algorithm}").And.Contain("ECDH-ES+A256KW"));
    }

    private static AnswerEncryption Accepting(params IReadOnlyList<string> also) => new(Microsoft.Extensions.Options.Options.Create(new EncryptionOptions { AlsoAccept = also }));

    private static JsonElement Write(AnswerEncryption answers, JsonElement jwk)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, WireJson.Options))
            JweWriter.Write(writer, Encoding.UTF8.GetBytes(Plain), answers.KeyFor(CipherDesk.PartnerWith(jwk))!);
        return JsonElement.Parse(output.WrittenSpan);
    }
}
