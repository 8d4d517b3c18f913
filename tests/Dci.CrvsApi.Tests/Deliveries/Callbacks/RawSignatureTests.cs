using System.Text;
using Dci.CrvsApi.Deliveries.Callbacks;

namespace Dci.CrvsApi.Tests.Deliveries.Callbacks;

internal sealed class RawSignatureTests
{
    private const string Secret = "d04aec67-1ef4-467a-a5a8-fa5c89ad71ce";

    private const string Body =
        """{"timestamp":"2026-01-02T03:04:05.678Z","id":"531e9275-40e4-4ab5-a12c-6fa74d7b5b61","event":{"hub":{"topic":"BIRTH_REGISTERED"},"context":[{"resourceType":"Bundle","entry":[]}]}}""";

    [TestCase(Body, "sha256=ba2f5bac693a40e68f1df15d42c82f3c2e07b5e78c47d4b2d23c4ab067241ee5")]
    [TestCase("""{"t":"Zoë (née O'Hara)! *~-_. /?&=+%"}""", "sha256=0468f797b83a1a854429d73cf03fbe5882b152403c4bea353c78040ed5073302")]
    public void Signs_webhooks_as_OpenCRVS_does(string body, string signature) =>
        Assert.That(RawSignature.OfWebhook(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)), Is.EqualTo(signature));

    [Test]
    public void Signs_what_the_hub_sends_over_its_bytes() =>
        Assert.That(
            RawSignature.OfHub(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(Body)),
            Is.EqualTo("sha256=82cb7ee3173bd8d81ade310196008cf72c89b8ae9d837f8395ccb00b11d2ac8a"));

    [Test]
    public void Escapes_as_ECMAScript_does_and_not_as_Uri_does()
    {
        const string text = "AZaz09-_.!~*'()\u0000 \"%&+/:;<=>?@[]^`{|}\u007Fë\u20AC\U0001F600";
        var expected = Uri.EscapeDataString(text).Replace("%21", "!", StringComparison.Ordinal).Replace("%27", "'", StringComparison.Ordinal)
            .Replace("%28", "(", StringComparison.Ordinal).Replace("%29", ")", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);

        Assert.That(Encoding.ASCII.GetString(UriComponent.Encode([], Encoding.UTF8.GetBytes(text))), Is.EqualTo(expected));
    }
}
