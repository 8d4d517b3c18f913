using Dci.CrvsApi.Signing;
using static Dci.CrvsApi.Tests.Signing.SigningParty;

namespace Dci.CrvsApi.Tests.Signing;

public sealed class RawRsaSignatureTests
{
    private const string Header = """{"a": 1}""";
    private const string Message = """{"b": "नेहा"}""";

    [Test]
    public void Accepts_the_signature_over_header_and_message_in_one() =>
        Assert.That(Alice.Check(Alice.RawRsa(Header, Message), Header, Message), Is.EqualTo(new SignatureOutcome.Valid(SignatureScheme.RawRsa, "rsa")));

    [Test]
    public void Refuses_other_bytes_keys_and_paddings()
    {
        Expect.Invalid(Alice.Check(Alice.RawRsa(Header, Message), """{"a": 2}""", Message));
        Expect.Invalid(Alice.Check(Alice.RawRsa(Header, Message), """{"a":1}""", Message));
        Expect.Invalid(Alice.Check(Mallory.RawRsa(Header, Message), Header, Message));
        Expect.Invalid(Alice.Check(Convert.ToBase64String(Alice.SignBytes("PS256", System.Text.Encoding.UTF8.GetBytes(Header + Message))), Header, Message));
        Expect.Invalid(Alice.Check(Alice.RawRsa(Header, Message), Header, Message, null, Alice.Keys[0]));
    }

    [TestCase("invalid-signature")]
    [TestCase("AAAA")]
    [TestCase("A")]
    [TestCase("not base64 at all")]
    [TestCase("a.b")]
    [TestCase(" ")]
    public void Refuses_what_is_no_signature(string signature) => Expect.Invalid(Alice.Check(signature, Header, Message));
}
