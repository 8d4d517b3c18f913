using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Tests.Partners;

internal sealed class CallbackOriginTests
{
    [TestCase("https://spp.example.org")]
    [TestCase("https://spp.example.org:8443")]
    [TestCase("https://spp.example.org/")]
    [TestCase("http://127.0.0.1:3336")]
    [TestCase("http://127.0.0.1:*")]
    [TestCase("http://[::1]:*")]
    [TestCase("http://localhost:*")]
    public void Takes(string origin) => Assert.That(CallbackOrigin.Parse(origin), Is.Not.Null);

    [TestCase("spp.example.org")]
    [TestCase("ftp://spp.example.org")]
    [TestCase("http://spp.example.org")]
    [TestCase("https://spp.example.org:*")]
    [TestCase("https://spp.example.org/callback")]
    [TestCase("https://spp.example.org?x=1")]
    [TestCase("https://user@spp.example.org")]
    [TestCase("http://127.0.0.1.example.org:*")]
    [TestCase("http://localhost.example.org")]
    public void Refuses(string origin) => Assert.That(CallbackOrigin.WhyNot(origin), Is.Not.Null);

    [TestCase("https://spp.example.org/callback/on-search")]
    [TestCase("https://SPP.example.org:443/")]
    [TestCase("http://127.0.0.1:40001/registry/on-search?x=1")]
    public void Lets_a_partner_be_called_back_at_its_origins(string address) => Assert.That(Partner().CallbackAddress(address), Is.Not.Null);

    [TestCase("")]
    [TestCase("on-search")]
    [TestCase("http://spp.example.org/")]
    [TestCase("https://spp.example.org:444/")]
    [TestCase("https://spp.example.org@evil.example/")]
    [TestCase("https://x@spp.example.org/")]
    [TestCase("https://spp.example.org.evil.example/")]
    [TestCase("https://127.0.0.1/")]
    [TestCase("http://127.0.0.2:40001/")]
    public void Lets_it_be_called_back_nowhere_else(string address) => Assert.That(Partner().CallbackAddress(address), Is.Null);

    private static Partner Partner() =>
        Registrations.Compile(("callback_origins", new JsonArray("https://spp.example.org", "http://127.0.0.1:*")));
}
