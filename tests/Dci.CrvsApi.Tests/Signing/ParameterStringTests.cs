using System.Text;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Signing;
using static Dci.CrvsApi.Tests.Signing.SigningParty;

namespace Dci.CrvsApi.Tests.Signing;

public sealed class ParameterStringTests
{
    private const string Header = """{"version":"1.0.0","sender_id":"alice","n":1.50}""";
    private const string Message = """{ "name":"Zoë 👶", "b":[] }""";

    // Made with Python's json and the cryptography package, the way OpenSPP signs (RFC 8032 §7.1 test 1 key).
    private const string FromPython = """
        {
         "signature": "namespace=\"dci\", kidId=\"openspp.example.org|key1|ed25519\", algorithm=\"ed25519\", created=\"1795395259\", expires=\"1795395559\", headers=\"(created) (expires) digest\", signature=\"5oWd7IIDuRXAlM3LeUr6meZhltqX7OhwFaW8gIBUGfav18ufknteoCgtWlFqQs76Zop/XR4F/4vh3lfrxxadAg==\"",
         "header": {
          "version": "1.0.0", "message_id": "m-1", "message_ts": "2026-11-23T00:54:19.205649Z", "action": "search", "sender_id": "openspp.example.org",
          "sender_uri": "https://mis.example/callback", "receiver_id": "crvs.example.gov", "total_count": 1, "is_msg_encrypted": false, "meta": {}
         },
         "message": {
          "transaction_id": "t-1",
          "search_request": [{
            "reference_id": "r-1", "name": "Zoë नेहा 👶 \"q\" \\ / \t\n\u007f\u0001", "😀": 1, "～": 2,
            "n": [1.5, -3, 1e-07, true, null], "empty": {}, "none": []
          }]
         }
        }
        """;

    private static readonly PartnerKey PythonsKey =
        new("openspp|key1|ed25519", null, null, Convert.FromHexString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));

    [Test]
    public void Accepts_what_a_python_client_signed()
    {
        var envelope = EnvelopeReader.Read(Encoding.UTF8.GetBytes(FromPython), out _).Value!;
        Assert.That(SignatureVerifier.Verify(envelope, Alice.As(SignaturePolicy.Required, PythonsKey), Now), Is.EqualTo(new SignatureOutcome.Valid(SignatureScheme.ParameterString, "openspp|key1|ed25519")));
        var changed = EnvelopeReader.Read(Encoding.UTF8.GetBytes(FromPython.Replace("r-1", "r-2", StringComparison.Ordinal)), out _).Value!;
        Expect.Invalid(SignatureVerifier.Verify(changed, Alice.As(SignaturePolicy.Required, PythonsKey), Now));
    }

    [Test]
    public void Accepts_each_digest_form_algorithm_and_prefix(
        [Values("SortedAscii", "Jcs", "AsReceived")] string form,
        [Values("", "SHA-256=")] string digestPrefix,
        [Values("EdDSA ed25519", "RS256 rsa-sha256", "PS256 rsa-pss-sha256", "PS256 PS256")] string algorithm,
        [Values("", "Signature:  ", "Signature: ")] string prefix)
    {
        var (jwa, name) = (algorithm.Split(' ')[0], algorithm.Split(' ')[1]);
        var canonical = Canonical(Enum.Parse<EnvelopeForm>(form), Header, Message);
        var signature = prefix + Alice.Parameters(canonical, jwa, name, $"alice|{(jwa == "EdDSA" ? "key1" : "rsa")}|{name}", digestPrefix);
        Assert.That(Alice.Check(signature, Header, Message), Is.EqualTo(new SignatureOutcome.Valid(SignatureScheme.ParameterString, jwa == "EdDSA" ? "alice|key1|ed25519" : "rsa")));
    }

    [Test]
    public void Accepts_the_spellings_of_the_standard()
    {
        var signature = Alice.Parameters(Canonical(EnvelopeForm.SortedAscii, Header, Message));
        foreach (var spelling in new[]
        {
            signature[..^1],
            signature.Replace("kidId", "keyId", StringComparison.Ordinal),
            signature.Replace(", ", ",", StringComparison.Ordinal),
            signature.Replace("==\"", "\"", StringComparison.Ordinal),
            signature.Replace("kidId=\"alice|key1|ed25519\", ", "", StringComparison.Ordinal),
            signature.Replace("alice|key1", "other-name|key1", StringComparison.Ordinal),
            signature.Replace($"\"{Now.ToUnixTimeSeconds()}\"", $"{Now.ToUnixTimeSeconds()}", StringComparison.Ordinal),
            signature.Replace("headers=\"(created) (expires) digest\", ", "", StringComparison.Ordinal),
        })
            Assert.That(Alice.Check(spelling, Header, Message), Is.InstanceOf<SignatureOutcome.Valid>(), spelling);
    }

    [Test]
    public void Signs_the_lines_in_the_order_the_signer_lists_them()
    {
        var created = Now.ToUnixTimeSeconds();
        var digest = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(EnvelopeForm.SortedAscii, Header, Message))));
        var signature = Alice.Parameters("", lines: $"digest: {digest}\n(created): {created}\n(expires): {created + 300}")
            .Replace("(created) (expires) digest", "digest (created) (expires)", StringComparison.Ordinal);
        Assert.That(Alice.Check(signature, Header, Message), Is.InstanceOf<SignatureOutcome.Valid>());
    }

    [TestCase("(created) (expires) digest", "digest")]
    [TestCase("(created) (expires) digest", "(created) digest")]
    [TestCase("(created) (expires) digest", "(created) (expires) digest host")]
    [TestCase("(created) (expires) digest", "(created) (created) digest")]
    [TestCase("algorithm=\"ed25519\"", "algorithm=\"hmac-sha256\"")]
    [TestCase("algorithm=\"ed25519\"", "algorithm=\"none\"")]
    [TestCase("algorithm=\"ed25519\"", "algorithm=\"rsa-sha256\"")]
    [TestCase("algorithm=\"ed25519\", ", "")]
    [TestCase("|ed25519\"", "|rsa-sha256\"")]
    [TestCase("|ed25519\"", "|\"")]
    [TestCase("created=\"1795395300\", ", "")]
    [TestCase("created=\"1795395300\"", "created=\"-1\"")]
    [TestCase("created=\"1795395300\"", "created=\"99999999999999999999\"")]
    [TestCase("created=\"1795395300\"", "created=\"1795395300\", created=\"1795395300\"")]
    [TestCase("kidId=", "keyId=\"a\", kidId=")]
    [TestCase("namespace=\"dci\"", "namespace=\"dci\" garbage")]
    [TestCase("signature=\"", "signature=\"*")]
    [TestCase("expires=\"1795395600\"", "expires=\"1795395601\"")]
    public void Refuses_a_change(string part, string replacement)
    {
        var signature = Alice.Parameters(Canonical(EnvelopeForm.SortedAscii, Header, Message));
        Assert.That(signature, Does.Contain(part));
        Expect.Invalid(Alice.Check(signature.Replace(part, replacement, StringComparison.Ordinal), Header, Message));
    }

    [TestCase(60, 360, true, TestName = "Created_a_minute_ahead_passes")]
    [TestCase(61, 361, false, TestName = "Created_further_ahead_is_refused")]
    [TestCase(-300, 0, true, TestName = "Expiring_this_second_passes")]
    [TestCase(-301, -1, false, TestName = "Expired_a_second_ago_is_refused")]
    [TestCase(0, 0, false, TestName = "Living_for_no_time_is_refused")]
    [TestCase(10, 5, false, TestName = "Expiring_before_creation_is_refused")]
    [TestCase(0, 86400, true, TestName = "Living_for_a_day_passes")]
    [TestCase(0, 86401, false, TestName = "Living_for_longer_is_refused")]
    public void Holds_the_clock(long created, long expires, bool passes)
    {
        var now = Now.ToUnixTimeSeconds();
        var signature = Alice.Parameters(Canonical(EnvelopeForm.SortedAscii, Header, Message), created: now + created, expires: now + expires);
        Assert.That(Alice.Check(signature, Header, Message), passes ? Is.InstanceOf<SignatureOutcome.Valid>() : Is.InstanceOf<SignatureOutcome.Refused>());
    }

    [Test]
    public void Refuses_every_change_of_one_character_that_is_signed()
    {
        var signature = Alice.Parameters(Canonical(EnvelopeForm.SortedAscii, Header, Message));
        var from = signature.IndexOf("signature=\"", StringComparison.Ordinal) + "signature=\"".Length;
        foreach (var at in Enumerable.Range(from, signature.Length - from - 3))
            Expect.Invalid(Alice.Check(signature[..at] + (signature[at] == 'B' ? 'C' : 'B') + signature[(at + 1)..], Header, Message));
    }

    [Test]
    public void Refuses_somebody_elses_key_and_long_nonsense_quickly()
    {
        Expect.Invalid(Alice.Check(Mallory.Parameters(Canonical(EnvelopeForm.SortedAscii, Header, Message)), Header, Message));
        Expect.Invalid(Alice.Check(string.Concat(Enumerable.Repeat("a=\"b\",", 100_000)), Header, Message));
        Expect.Invalid(Alice.Check("a=\"" + new string('(', 4000), Header, Message));
    }
}
