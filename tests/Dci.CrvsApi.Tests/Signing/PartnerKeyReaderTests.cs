using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Signing;
using Dci.CrvsApi.Tests.Encryption;
using static Dci.CrvsApi.Tests.Signing.SigningParty;

namespace Dci.CrvsApi.Tests.Signing;

public sealed class PartnerKeyReaderTests
{
    private static string Ed => Base64Url.EncodeToString(Alice.EdPublic.Span);

    [Test]
    public void Reads_a_key_of_each_kind()
    {
        var rsa = Alice.RsaPublic;
        var jwks = $$"""
            {"keys":[
              {"kty":"RSA","kid":"r","use":"sig","alg":"PS256","n":"{{Base64Url.EncodeToString(rsa.Modulus)}}","e":"AQAB"},
              {"kty":"OKP","crv":"Ed25519","kid":"a|k|ed25519","alg":"EdDSA","x":"{{Ed}}","ext":true},
              {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},
              {"kty":"RSA","kid":"e","use":"enc","alg":"RSA-OAEP-256","n":"AQAB","e":"AQAB"},
              {"kty":"AKP","alg":"ML-DSA-65","pub":"AAAA"}
            ]}
            """;
        var reading = PartnerKeyReader.ReadJwks(Encoding.UTF8.GetBytes(jwks));
        Assert.That(reading.Faults, Is.Empty);
        Assert.That(reading.Keys.Select(key => (key.KeyId, key.Algorithm)), Is.EqualTo(new[] { ("r", "PS256"), ("a|k|ed25519", "EdDSA"), ((string?)null, (string?)null) }));
    }

    [Test]
    public void Reads_pem_blocks_of_each_kind()
    {
        var ed = new byte[] { 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00 }.Concat(Alice.EdPublic.ToArray()).ToArray();
        var reading = PartnerKeyReader.ReadPem(string.Join('\n', Alice.EcPublicPem, "a remark", Alice.RsaPublicPem, PemEncoding.WriteString("PUBLIC KEY", ed)));
        Assert.That(reading.Faults, Is.Empty);
        Assert.That(reading.Keys.Select(Kind), Is.EqualTo(new[] { "EC", "RSA", "Ed25519" }));
        Assert.That(Alice.Check(Alice.Attached("EdDSA", Payload("{}", "{}")), "{}", "{}", null, reading.Keys[2]), Is.InstanceOf<SignatureOutcome.Valid>());
    }

    [TestCase("""{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}""", "P-256")]
    [TestCase("""{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1"}""", "P-256")]
    [TestCase("""{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}""", "P-256")]
    [TestCase("""{"kty":"EC","crv":"P-256","d":"AA","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""", "private")]
    [TestCase("""{"kty":"EC","crv":"P-256","alg":"RS256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""", "alg")]
    [TestCase("""{"kty":"EC","crv":"P-256","alg":"HS256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""", "alg")]
    [TestCase("""{"kty":"OKP","crv":"Ed25519","x":"AA"}""", "32 bytes")]
    [TestCase("""{"kty":"OKP","crv":"Ed25519","x":"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""", "full order")]
    [TestCase("""{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""", "Ed25519")]
    [TestCase("""{"kty":"oct","k":"c2VjcmV0"}""", "private or shared")]
    [TestCase("""{"kty":"oct"}""", "kty")]
    [TestCase("""{"kty":"RSA","n":"AQAB","e":"AQAB"}""", "2048")]
    [TestCase("""{"kty":"RSA","use":"enc","n":"AQAB","e":"AQAB"}""", "2048")]
    [TestCase("""{"kty":"RSA","use":"tls","n":"AQAB","e":"AQAB"}""", "use must be sig, enc or absent")]
    [TestCase("""{"kty":"EC","use":"enc","crv":"P-384","x":"AA","y":"AA"}""", "P-256")]
    [TestCase("""{"kty":"EC","use":"enc","alg":"RSA-OAEP-256","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""", "alg of a key for encryption")]
    [TestCase("""{"kty":"EC","use":"enc","alg":"ECDH-ES+A128KW","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""", "alg of a key for encryption")]
    [TestCase("""{"kty":"EC","use":"enc","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}""", "not on P-256")]
    [TestCase("""{"kty":"EC","use":"enc","d":"AA","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""", "private")]
    [TestCase("""{"kty":"OKP","use":"enc","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""", "must be RSA or EC")]
    [TestCase("""{}""", "kty")]
    [TestCase("""[]""", "object")]
    public void Refuses_with_a_reason(string jwk, string reason)
    {
        using var document = JsonDocument.Parse(jwk);
        var reading = PartnerKeyReader.ReadJwk(document.RootElement);
        Assert.That(reading.Keys, Is.Empty);
        Assert.That(reading.Faults, Has.One.Contains(reason));
    }

    [TestCase("AQ", TestName = "Refuses_an_exponent_of_one")]
    [TestCase("Ag", TestName = "Refuses_an_even_exponent")]
    [TestCase("", TestName = "Refuses_a_missing_exponent")]
    [TestCase("AQAAAAAAAAAB", TestName = "Refuses_a_huge_exponent")]
    public void Refuses_an_exponent(string exponent)
    {
        using var document = JsonDocument.Parse($$"""{"kty":"RSA","n":"{{Base64Url.EncodeToString(Alice.RsaPublic.Modulus)}}","e":"{{exponent}}"}""");
        Assert.That(PartnerKeyReader.ReadJwk(document.RootElement).Faults, Has.One.Contains("exponent"));
    }

    [Test]
    public void Refuses_a_short_rsa_key_however_it_is_padded()
    {
        using var small = RSA.Create(1024);
        byte[] padded = [.. new byte[200], .. small.ExportParameters(false).Modulus!];
        using var document = JsonDocument.Parse($$"""{"kty":"RSA","n":"{{Base64Url.EncodeToString(padded)}}","e":"AQAB"}""");
        Assert.That(PartnerKeyReader.ReadJwk(document.RootElement).Faults, Has.One.Contains("2048"));
        Assert.That(PartnerKeyReader.ReadPem(small.ExportSubjectPublicKeyInfoPem()).Faults, Has.One.Contains("2048"));
    }

    [Test]
    public void Refuses_pem_that_is_no_public_key()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.That(PartnerKeyReader.ReadPem(Alice.EcPrivatePem).Faults, Has.One.Contains("private"));
        Assert.That(PartnerKeyReader.ReadPem(p384.ExportSubjectPublicKeyInfoPem()).Faults, Has.One.Contains("P-256"));
        Assert.That(PartnerKeyReader.ReadPem(PemEncoding.WriteString("PUBLIC KEY", [1, 2, 3])).Faults, Has.One.Contains("SubjectPublicKeyInfo"));
        Assert.That(PartnerKeyReader.ReadPem(PemEncoding.WriteString("CERTIFICATE", [1, 2, 3])).Faults, Has.One.Contains("CERTIFICATE"));
        Assert.That(PartnerKeyReader.ReadPem("nothing").Faults, Has.One.Contains("no PEM"));
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("not json")]
    [TestCase("""{"keys":{}}""")]
    [TestCase("""{"keys":[]}""")]
    [TestCase("""{"keys":[],"keys":[]}""")]
    public void Refuses_what_is_no_key_set(string json)
    {
        var reading = PartnerKeyReader.ReadJwks(Encoding.UTF8.GetBytes(json));
        Assert.That(reading.Keys, Is.Empty);
        Assert.That(reading.Faults, Has.Count.EqualTo(1));
    }

    [Test]
    public void Keeps_the_good_keys_of_a_set_and_names_the_bad()
    {
        var reading = PartnerKeyReader.ReadJwks(Encoding.UTF8.GetBytes($$"""{"keys":[7,{"kty":"OKP","crv":"Ed25519","x":"{{Ed}}"},{"kty":"oct","k":"AA"}]}"""));
        Assert.That(reading.Keys.Select(Kind), Is.EqualTo(new[] { "Ed25519" }));
        Assert.That(reading.Faults.Select(fault => fault[..7]), Is.EqualTo(new[] { "keys[0]", "keys[2]" }));
    }

    [Test]
    public void Reads_keys_for_encryption_and_passes_over_those_it_can_not_use()
    {
        using var other = new Correspondent();
        var set = $$"""
            {"keys":[{{other.RsaJwk("r", "RSA-OAEP-512").GetRawText()}},{{other.RsaJwk("a").GetRawText()}},{{other.EcJwk("b", null).GetRawText()}},
                     {{other.RsaJwk("", "RSA-OAEP").GetRawText().Replace("\"use\":\"enc\",", "", StringComparison.Ordinal)}},{"kty":"OKP","use":"enc","crv":"X25519","x":"AA"}]}
            """;
        var reading = PartnerKeyReader.ReadJwks(Encoding.UTF8.GetBytes(set));

        Assert.That(reading.Faults, Is.Empty);
        Assert.That(reading.Keys, Is.Empty);
        Assert.That(
            reading.EncryptionKeys.Select(key => (key.KeyId.Length > 1 ? "thumbprint" : key.KeyId, key.Algorithm)),
            Is.EqualTo(new[] { ("a", KeyAlgorithm.RsaOaep256), ("b", (KeyAlgorithm?)null), ("thumbprint", KeyAlgorithm.RsaOaep) }));
    }

    private static string Kind(PartnerKey key) => key.Rsa is not null ? "RSA" : key.EcDsa is not null ? "EC" : "Ed25519";
}
