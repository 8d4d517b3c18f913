using System.Net;
using System.Security.Cryptography;
using Dci.CrvsApi.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tests.Tokens;

internal sealed class ExternalTokensTests
{
    [Test]
    public async Task Are_good_for_the_partner_that_the_claim_names()
    {
        await using var provider = await Provider.StartAsync();
        await using var server = await ServerFor(provider);

        Assert.That(await (await server.WhoAsync(provider.Token(server), "registry.search")).Content.ReadAsStringAsync(), Is.EqualTo("spp"));
    }

    [TestCase("azp", "nobody", "crvs")]
    [TestCase("azp", "spp", "other")]
    [TestCase("sub", "spp", "crvs")]
    public async Task Are_no_good_for_strangers_other_services_or_without_the_claim(string claim, string client, string audience)
    {
        await using var provider = await Provider.StartAsync();
        await using var server = await ServerFor(provider);

        Assert.That((await server.WhoAsync(provider.Token(server, claim, client, audience))).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Are_no_good_by_a_key_that_is_not_the_providers()
    {
        await using var provider = await Provider.StartAsync();
        await using var server = await ServerFor(provider);
        provider.UseAnotherKey();
        var fetches = provider.Fetches;

        Assert.That((await server.WhoAsync(provider.Token(server))).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(provider.Fetches, Is.EqualTo(fetches), "a request must not start a fetch");
    }

    [Test]
    public async Task Do_not_stop_the_server_when_the_provider_is_away()
    {
        await using var server = await TokenServer.StartAsync(
            ("Tokens:External:Authority", "http://127.0.0.1:9"), ("Tokens:External:Audience", "crvs"), ("Tokens:External:ClientIdClaim", "azp"));
        var (id, secret) = await server.AddPartnerAsync();

        Assert.That((await server.WhoAsync(await server.TokenAsync(id, secret))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static async Task<TokenServer> ServerFor(Provider provider)
    {
        var server = await TokenServer.StartAsync(
            ("Tokens:External:Authority", provider.Address), ("Tokens:External:Audience", "crvs"), ("Tokens:External:ClientIdClaim", "azp"));
        await server.AddPartnerAsync();
        Assert.That(() => server.Get<ExternalProvider>().Current, Is.Not.Null.After(5_000, 10));
        return server;
    }

    /// <summary>An OpenID provider on loopback.</summary>
    private sealed class Provider : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private RsaSecurityKey _key = Make();

        private Provider(WebApplication app) => _app = app;

        public string Address { get; private set; } = "";

        public int Fetches { get; private set; }

        public static async Task<Provider> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var provider = new Provider(builder.Build());
            provider._app.MapGet("/.well-known/openid-configuration", provider.Metadata);
            provider._app.MapGet("/jwks", provider.Jwks);
            await provider._app.StartAsync();
            provider.Address = provider._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            return provider;
        }

        public void UseAnotherKey() => _key = Make();

        public string Token(TokenServer server, string claim = "azp", string client = "spp", string audience = "crvs") =>
            new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
            {
                Issuer = Address,
                Audience = audience,
                Expires = server.Clock.GetUtcNow().UtcDateTime.AddMinutes(5),
                Claims = new Dictionary<string, object> { [claim] = client, ["scope"] = "openid registry/search" },
                SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
            });

        public async ValueTask DisposeAsync() => await _app.DisposeAsync();

        private static RsaSecurityKey Make() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };

        private IResult Metadata()
        {
            Fetches++;
            return Results.Json(new { issuer = Address, jwks_uri = $"{Address}/jwks" });
        }

        private IResult Jwks()
        {
            var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(_key);
            return Results.Json(new { keys = new[] { new { kty = "RSA", kid = _key.KeyId, use = "sig", n = jwk.N, e = jwk.E } } });
        }
    }
}
