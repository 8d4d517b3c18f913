using Dci.CrvsApi.Signing;
using static Dci.CrvsApi.Tests.Signing.SigningParty;

namespace Dci.CrvsApi.Tests.Signing;

public sealed class DetachedJwsTests
{
    private const string Header = """{"z":1,"a":"é \u00e9","n":1.50}""";
    private const string Message = """{ "t": "😀", "b": [1e2] }""";

    [Test]
    public void Accepts_each_form_of_the_envelope(
        [Values("ES256", "RS256", "PS256", "EdDSA")] string algorithm,
        [Values("AsReceived", "Jcs", "SortedAscii")] string form)
    {
        var payload = Canonical(Enum.Parse<EnvelopeForm>(form), Header, Message);
        Assert.That(Alice.Check(Alice.Detached(algorithm, payload), Header, Message), Is.EqualTo(new SignatureOutcome.Valid(SignatureScheme.DetachedJws, KidOf(algorithm))));
    }

    [Test]
    public void Accepts_an_unencoded_payload_when_crit_says_so()
    {
        const string Protected = """{"alg":"ES256","b64":false,"crit":["b64"]}""";
        Assert.That(Alice.Check(Alice.Detached("ES256", Payload(Header, Message), Protected, encoded: false), Header, Message), Is.InstanceOf<SignatureOutcome.Valid>());
        Expect.Invalid(Alice.Check(Alice.Detached("ES256", Payload(Header, Message), Protected, encoded: true), Header, Message));
        Expect.Invalid(Alice.Check(Alice.Detached("ES256", Payload(Header, Message), """{"alg":"ES256","b64":false}""", encoded: false), Header, Message));
    }

    [Test]
    public void Refuses_other_bytes()
    {
        var signature = Alice.Detached("ES256", Payload(Header, Message));
        Expect.Invalid(Alice.Check(signature, Header.Replace("1.50", "1.5", StringComparison.Ordinal), Message));
        Expect.Invalid(Alice.Check(signature, Header, Message.Replace("t", "u", StringComparison.Ordinal)));
        Expect.Invalid(Alice.Check(Mallory.Detached("ES256", Payload(Header, Message)), Header, Message));
    }

    [TestCase("..")]
    [TestCase("..AAAA")]
    [TestCase("a..b")]
    [TestCase("eyJhbGciOiJub25lIn0..")]
    [TestCase("....")]
    public void Refuses_fragments(string signature) => Expect.Invalid(Alice.Check(signature, Header, Message));
}
