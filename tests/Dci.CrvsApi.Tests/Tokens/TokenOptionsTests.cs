using Dci.CrvsApi.Tokens;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tests.Tokens;

internal sealed class TokenOptionsTests
{
    [TestCase("Tokens:LifetimeSeconds", "60")]
    [TestCase("Tokens:LifetimeSeconds", "0")]
    [TestCase("Tokens:RequestsPerMinutePerClient", "0")]
    [TestCase("Tokens:External:Authority", "https://id.example.org")]
    [TestCase("Tokens:External:Audience", "crvs")]
    public void Keep_the_server_from_starting_when_they_would_not_work(string key, string value) =>
        Assert.That(async () => await TokenServer.StartAsync((key, value)), Throws.TypeOf<OptionsValidationException>());

    [Test]
    public void Refuse_a_provider_that_is_not_reached_over_https() =>
        Assert.That(
            async () => await TokenServer.StartAsync(("Tokens:External:Authority", "http://id.example.org"), ("Tokens:External:Audience", "crvs")),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("https"));

    [Test]
    public async Task Make_issuer_and_audience_of_the_public_address()
    {
        await using var server = await TokenServer.StartAsync();
        var options = server.Get<IOptions<TokenOptions>>().Value;

        Assert.That((options.Issuer, options.Audience), Is.EqualTo(("http://127.0.0.1:8080", "http://127.0.0.1:8080")));
    }

    [TestCase("registry.search", "registry.search")]
    [TestCase("registry/search", "registry.search")]
    [TestCase("Registry/TXN-status", "registry.txn-status")]
    [TestCase("registry", null)]
    [TestCase("", null)]
    [TestCase("registry.search\0", null)]
    public void Spell_scopes_in_one_way(string word, string? scope) => Assert.That(Scopes.Find(word), Is.EqualTo(scope));
}
