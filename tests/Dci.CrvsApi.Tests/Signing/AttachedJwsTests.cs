using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Signing;
using static Dci.CrvsApi.Tests.Signing.SigningParty;

namespace Dci.CrvsApi.Tests.Signing;

public sealed class AttachedJwsTests
{
    private const string Header = """{"version":"1.0.0","message_id":"m-1","sender_id":"alice","total_count":1,"unknown":{"a":[1.50,true,null]}}""";
    private const string Message = """{"transaction_id":"t-1","search_request":[{"reference_id":"r-1","name":"नेहा 👶"}]}""";

    [TestCase("ES256", "ec")]
    [TestCase("RS256", "rsa")]
    [TestCase("PS256", "rsa")]
    [TestCase("EdDSA", "alice|key1|ed25519")]
    public void Accepts_what_a_registered_key_signed(string algorithm, string keyId) =>
        Assert.That(Alice.Check(Alice.Attached(algorithm, Payload(Header, Message)), Header, Message), Is.EqualTo(new SignatureOutcome.Valid(SignatureScheme.AttachedJws, keyId)));

    [Test]
    public void Accepts_a_payload_with_other_blanks_order_and_escapes()
    {
        var payload = """
            { "message" : {"search_request":[ {"name":"\u0928\u0947\u0939\u093e \ud83d\udc76", "reference_id":"r\u002d1"}], "transaction_id":"t-1"},
              "header": {"unknown":{"a":[1.50, true, null]},"total_count":1,"sender_id":"alice","message_id":"m-1","version":"1.0.0"} }
            """;
        Assert.That(Alice.Check(Alice.Attached("ES256", payload), Header, Message), Is.InstanceOf<SignatureOutcome.Valid>());
    }

    [TestCase("{\"version\":\"1.0.0\"}", "{\"a\":1}", TestName = "Refuses_a_payload_that_leaves_a_member_out")]
    [TestCase("{\"version\":\"1.0.0\",\"x\":null,\"y\":0}", "{\"a\":1}", TestName = "Refuses_a_payload_with_a_member_more")]
    [TestCase("{\"version\":\"1.0.1\",\"x\":null}", "{\"a\":1}", TestName = "Refuses_another_text")]
    [TestCase("{\"version\":\"1.0.0\",\"x\":false}", "{\"a\":1}", TestName = "Refuses_another_kind")]
    [TestCase("{\"version\":\"1.0.0\",\"x\":null}", "{\"a\":1.0}", TestName = "Refuses_a_number_written_otherwise")]
    [TestCase("{\"version\":\"1.0.0\",\"x\":null}", "{\"a\":[1]}", TestName = "Refuses_an_array_for_its_item")]
    [TestCase("{\"version\":\"1.0.0\",\"x\":null,\"x\":null}", "{\"a\":1}", TestName = "Refuses_a_payload_that_names_a_member_twice")]
    public void Refuses_a_payload_that_says_something_else(string header, string message) =>
        Expect.Invalid(Alice.Check(Alice.Attached("ES256", Payload(header, message)), """{"version":"1.0.0","x":null}""", """{"a":1}"""));

    [TestCase("""{"header":{},"message":{},"signature":""}""")]
    [TestCase("""{"header":{}}""")]
    [TestCase("""[{"header":{},"message":{}}]""")]
    [TestCase("header")]
    [TestCase("")]
    public void Refuses_a_payload_that_is_no_envelope(string payload) =>
        Expect.Invalid(Alice.Check(Alice.Attached("ES256", payload), "{}", "{}"));

    [Test]
    public void Refuses_a_payload_that_is_not_utf8()
    {
        var signed = Url("""{"alg":"ES256"}""") + "." + System.Buffers.Text.Base64Url.EncodeToString([.. "{\"header\":{\"a\":\""u8, 0xFF, .. "\"},\"message\":{}}"u8]);
        var jws = signed + "." + System.Buffers.Text.Base64Url.EncodeToString(Alice.SignBytes("ES256", Encoding.ASCII.GetBytes(signed)));
        Expect.Invalid(Alice.Check(jws, "{\"a\":\"\uFFFD\"}", "{}"));
    }

    [TestCase("ES256")]
    [TestCase("RS256")]
    [TestCase("EdDSA")]
    public void Refuses_a_key_of_somebody_else(string algorithm) =>
        Expect.Invalid(Alice.Check(Mallory.Attached(algorithm, Payload(Header, Message)), Header, Message));

    [Test]
    public void Refuses_a_key_id_that_names_another_of_the_partners_keys()
    {
        Expect.Invalid(Alice.Check(Alice.Attached("ES256", Payload(Header, Message), """{"alg":"ES256","kid":"rsa"}"""), Header, Message));
        Expect.Invalid(Alice.Check(Alice.Attached("ES256", Payload(Header, Message), """{"alg":"ES256","kid":"second"}"""), Header, Message, null, Alice.Keys[0], Mallory.Keys[0] with { KeyId = "second" }));
    }

    [TestCase("""{"alg":"ES256"}""")]
    [TestCase("""{"alg":"ES256","kid":"never-registered"}""")]
    [TestCase("""{"typ":"JOSE","alg":"ES256","jwk":{"kty":"EC"},"jku":"https://evil.example/"}""")]
    public void Tries_every_key_of_the_family_when_none_is_named(string protectedHeader) =>
        Assert.That(Alice.Check(Alice.Attached("ES256", Payload(Header, Message), protectedHeader), Header, Message), Is.InstanceOf<SignatureOutcome.Valid>());

    [TestCase("PS256", "RS256")]
    [TestCase("RS256", "PS256")]
    [TestCase("ES256", "RS256")]
    [TestCase("EdDSA", "ES256")]
    [TestCase("ES256", "EdDSA")]
    public void Refuses_an_algorithm_other_than_the_one_that_signed(string signedWith, string claimed) =>
        Expect.Invalid(Alice.Check(Alice.Attached(signedWith, Payload(Header, Message), $$"""{"alg":"{{claimed}}"}"""), Header, Message));

    [Test]
    public void Refuses_another_algorithm_than_the_one_the_key_was_registered_for()
    {
        var bound = Alice.Keys[1] with { Algorithm = "PS256" };
        Expect.Invalid(Alice.Check(Alice.Attached("RS256", Payload(Header, Message)), Header, Message, null, bound));
        Assert.That(Alice.Check(Alice.Attached("PS256", Payload(Header, Message)), Header, Message, null, bound), Is.InstanceOf<SignatureOutcome.Valid>());
    }

    [Test]
    public void Refuses_an_hmac_keyed_with_the_public_key()
    {
        foreach (var secret in new[] { Alice.PublicEcPoint, Encoding.ASCII.GetBytes(Alice.EcPublicPem) })
        {
            var signed = Url("""{"alg":"HS256","kid":"ec"}""") + "." + Url(Payload(Header, Message));
            Expect.Invalid(Alice.Check(signed + "." + System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed))), Header, Message));
        }
    }

    [TestCase("""{"alg":"none"}""")]
    [TestCase("""{"alg":"None"}""")]
    [TestCase("""{"alg":"es256"}""")]
    [TestCase("""{"alg":["ES256"]}""")]
    [TestCase("""{"alg":null}""")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("")]
    [TestCase("""{"alg":"ES256","alg":"ES256"}""")]
    [TestCase("""{"alg":"ES256","crit":["exp"],"exp":1}""")]
    [TestCase("""{"alg":"ES256","crit":[]}""")]
    [TestCase("""{"alg":"ES256","crit":["b64"]}""")]
    [TestCase("""{"alg":"ES256","crit":["b64","b64"],"b64":true}""")]
    [TestCase("""{"alg":"ES256","b64":false}""")]
    [TestCase("""{"alg":"ES256","crit":["b64"],"b64":false}""")]
    [TestCase("""{"alg":"ES256","x":"\ud800"}""", true)]
    public void Refuses_a_protected_header_that_is_not_understood(string protectedHeader, bool understood = false)
    {
        var outcome = Alice.Check(Alice.Attached("ES256", Payload(Header, Message), protectedHeader), Header, Message);
        if (understood)
            Assert.That(outcome, Is.InstanceOf<SignatureOutcome.Valid>());
        else
            Expect.Invalid(outcome);
    }

    [Test]
    public void Refuses_an_unsigned_token_with_an_empty_third_part() =>
        Expect.Invalid(Alice.Check(Url("""{"alg":"none"}""") + "." + Url(Payload(Header, Message)) + ".", Header, Message));

    [Test]
    public void Refuses_every_change_of_one_character()
    {
        var jws = Alice.Attached("ES256", Payload("""{"a":1}""", """{"b":"c"}"""));
        foreach (var at in Enumerable.Range(0, jws.Length))
            foreach (var other in "A_0.x= ")
                if (jws[at] != other)
                    Assert.That(Alice.Check(jws[..at] + other + jws[(at + 1)..], """{"a":1}""", """{"b":"c"}"""), Is.InstanceOf<SignatureOutcome.Refused>(), $"{other} at {at}");
    }

    [Test]
    public void Refuses_a_change_of_any_character_of_what_was_sent()
    {
        var signature = Alice.Attached("ES256", Payload(Header, Message));
        var digits = Header.Index().Where(c => char.IsAsciiLetterOrDigit(c.Item)).Select(c => c.Index);
        foreach (var at in digits)
        {
            var changed = Header[..at] + (Header[at] == '7' ? '8' : '7') + Header[(at + 1)..];
            if (IsJson(changed))
                Expect.Invalid(Alice.Check(signature, changed, Message));
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = System.Text.Json.JsonDocument.Parse(text);
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    [Test]
    public void Compares_a_wide_object_in_another_order_quickly()
    {
        var members = Enumerable.Range(0, 20_000).Select(i => $"\"m{i}\":{i}").ToList();
        var sent = "{" + string.Join(',', members) + "}";
        var signed = "{" + string.Join(',', members.AsEnumerable().Reverse()) + "}";
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.That(Alice.Check(Alice.Attached("ES256", Payload("{}", signed)), "{}", sent), Is.InstanceOf<SignatureOutcome.Valid>());
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
    }
}
