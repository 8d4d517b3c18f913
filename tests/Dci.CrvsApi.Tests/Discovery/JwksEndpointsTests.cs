using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Discovery;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Tests.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Discovery;

public sealed class JwksEndpointsTests
{
    private readonly KeyCabinet _cabinet = new();
    private ServerKeys _keys = null!;
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _keys = await _cabinet.LoadAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(_keys);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<FailureWriter>();
        _app = builder.Build();
        _app.MapJwks();
        await _app.StartAsync();
        _client = _app.GetTestClient();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _keys.Dispose();
    }

    [Test]
    public async Task Publishes_what_signs_and_what_encrypts_and_no_token_key()
    {
        var keys = await KeysAt("/.well-known/jwks.json");
        Assert.That(keys.Select(key => $"{Text(key, "use")} {Text(key, "alg")}").Distinct().Order(StringComparer.Ordinal), Is.EqualTo(new[] { "enc RSA-OAEP-256", "sig ES256", "sig EdDSA", "sig RS256" }));
        Assert.That(keys.Select(key => Text(key, "kid")), Has.None.EqualTo(_cabinet.Rows.Single(row => row.Use == "token").KeyId));
    }

    [Test]
    public async Task Gives_registry_stack_exactly_two_rsa_keys_even_during_a_rotation()
    {
        await _keys.RotateAsync("RS256", immediately: false, CancellationToken.None);
        var keys = await KeysAt("/profiles/registry-stack/.well-known/jwks.json");
        Assert.That(keys.Select(key => $"{Text(key, "use")} {Text(key, "alg")}"), Is.EqualTo(new[] { "sig RS256", "enc RSA-OAEP-256" }));
        Assert.That(keys.Select(key => key.EnumerateObject().Select(member => member.Name)), Is.All.EquivalentTo(new[] { "kty", "kid", "use", "alg", "n", "e" }));
        Assert.That(Text(keys[0], "kid"), Is.EqualTo(_keys.Ring.Signer("RS256", KeyCabinet.Start).KeyId));
    }

    [Test]
    public async Task Gives_openspp_the_newest_ed25519_key_first_under_its_own_id()
    {
        var next = (await _keys.RotateAsync("EdDSA", immediately: false, CancellationToken.None)).Single().KeyId;
        var keys = await KeysAt("/profiles/openspp/.well-known/jwks.json");
        var expected = _cabinet.Rows.Where(row => row.Algorithm == "EdDSA").Select(row => $"crvs.example.gov|{row.KeyId}|ed25519");
        Assert.That(keys.Select(key => Text(key, "kid")), Is.EquivalentTo(expected));
        Assert.That(keys.Select(key => Text(key, "crv")), Is.All.EqualTo("Ed25519"));
        _cabinet.Clock.Advance(TimeSpan.FromMinutes(1));
        var newest = (await _keys.RotateAsync("EdDSA", immediately: false, CancellationToken.None)).Single().KeyId;
        Assert.That(Text((await KeysAt("/profiles/openspp/.well-known/jwks.json"))[0], "kid"), Does.Contain(newest).And.Not.Contain(next));
    }

    [TestCase("dci-crvs-1.0.0")]
    [TestCase("opencrvs")]
    public async Task Gives_the_common_set_to_presets_that_can_read_it(string preset) =>
        Assert.That(await KeysAt($"/profiles/{preset}/.well-known/jwks.json"), Has.Count.GreaterThanOrEqualTo(4));

    [TestCase("nobody")]
    [TestCase("REGISTRY-STACK")]
    public async Task Knows_no_other_profile(string preset)
    {
        using var answer = await _client.GetAsync(new Uri($"/profiles/{preset}/.well-known/jwks.json", UriKind.Relative));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("err.request.not_found"));
    }

    [Test]
    public async Task Lets_the_set_be_cached_and_says_when_it_has_not_changed()
    {
        using var first = await _client.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));
        Assert.That(first.Headers.CacheControl!.ToString(), Is.EqualTo("public, max-age=300"));
        Assert.That(first.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/json"));
        Assert.That(first.Headers.ETag!.IsWeak, Is.False);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/.well-known/jwks.json") { Headers = { IfNoneMatch = { first.Headers.ETag } } };
        using var second = await _client.SendAsync(again);
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));

        using var other = new HttpRequestMessage(HttpMethod.Get, "/.well-known/jwks.json") { Headers = { IfNoneMatch = { new EntityTagHeaderValue("\"other\"") } } };
        using var third = await _client.SendAsync(other);
        Assert.That(third.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Has_the_single_key_set_checked_each_time()
    {
        using var answer = await _client.GetAsync(new Uri("/profiles/registry-stack/.well-known/jwks.json", UriKind.Relative));
        Assert.That(answer.Headers.CacheControl!.NoCache, Is.True);
        Assert.That(answer.Headers.ETag, Is.Not.Null);
    }

    private async Task<IReadOnlyList<JsonElement>> KeysAt(string path)
    {
        using var json = JsonDocument.Parse(await _client.GetByteArrayAsync(new Uri(path, UriKind.Relative)));
        return [.. json.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.Clone())];
    }

    private static string Text(JsonElement key, string name) => key.GetProperty(name).GetString()!;
}
