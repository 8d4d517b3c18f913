using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Signing;
using Dci.CrvsApi.Signing.KeySets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Dci.CrvsApi.Tests.Signing;

public sealed class PartnerJwksRefresherTests
{
    private static readonly string Set = $$"""
        {"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k","x":"{{System.Buffers.Text.Base64Url.EncodeToString(SigningParty.Alice.EdPublic.Span)}}"},
                 {"kty":"RSA","use":"enc","n":"AQAB","e":"AQAB"},{"kty":"oct","k":"AA"}]}
        """;

    private readonly Sink _sink = new();
    private readonly Web _web = new();
    private ServiceProvider _services = null!;

    private PartnerJwksRefresher Refresher => _services.GetRequiredService<PartnerJwksRefresher>();

    [SetUp]
    public void Compose()
    {
        _sink.Saved.Clear();
        _sink.Pinned = [new PinnedKeySet("alice", new Uri("https://alice.example/jwks.json"))];
        _web.Answers.Clear();
        _web.Asked.Clear();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = "Production" })
            .AddSingleton<TimeProvider>(new ManualClock(SigningParty.Now))
            .AddSingleton<IPartnerKeySink>(_sink)
            .AddPartnerKeySets();
        services.AddHttpClient<PartnerKeySetClient>().ConfigurePrimaryHttpMessageHandler(() => _web);
        _services = services.BuildServiceProvider();
    }

    [TearDown]
    public void Dispose() => _services.Dispose();

    [Test]
    public async Task Keeps_the_usable_keys_of_a_set()
    {
        _web.Answers["https://alice.example/jwks.json"] = () => Ok(Set);
        await Refresher.RefreshAsync(CancellationToken.None);
        var key = _sink.Saved.Single();
        Assert.That(key.PartnerId, Is.EqualTo("alice"));
        Assert.That(PartnerKeyReader.ReadJwk(key.Keys.Single()).Keys.Single().KeyId, Is.EqualTo("k"));
    }

    [Test]
    public async Task Saves_a_set_again_only_when_it_has_changed()
    {
        _web.Answers["https://alice.example/jwks.json"] = () => Ok(Set);
        await Refresher.RefreshAsync(CancellationToken.None);
        await Refresher.RefreshAsync(CancellationToken.None);
        Assert.That(_sink.Saved, Has.Count.EqualTo(1));
        _web.Answers["https://alice.example/jwks.json"] = () => Ok(Set.Replace("\"k\"", "\"k2\"", StringComparison.Ordinal));
        await Refresher.RefreshAsync(CancellationToken.None);
        Assert.That(_sink.Saved, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Leaves_the_last_good_keys_when_there_is_nothing_better()
    {
        foreach (var answer in new[]
        {
            () => new HttpResponseMessage(HttpStatusCode.NotFound),
            () => new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = new Uri("https://evil.example/") } },
            () => Ok("{}"),
            () => Ok("""{"keys":[{"kty":"oct","k":"AA"}]}"""),
            () => Ok("<html>"),
            () => Ok(Set + new string(' ', PartnerKeySetClient.LargestSet)),
        })
        {
            _web.Answers["https://alice.example/jwks.json"] = answer;
            await Refresher.RefreshAsync(CancellationToken.None);
        }

        Assert.That(_sink.Saved, Is.Empty);
        Assert.That(_web.Asked, Is.All.EqualTo("https://alice.example/jwks.json"));
    }

    [Test]
    public async Task Is_not_held_up_by_one_partner()
    {
        _sink.Pinned = [new PinnedKeySet("bob", new Uri("https://bob.example/")), .. _sink.Pinned];
        _web.Answers["https://bob.example/"] = () => Ok("nonsense");
        _web.Answers["https://alice.example/jwks.json"] = () => Ok(Set);
        await Refresher.RefreshAsync(CancellationToken.None);
        Assert.That(_sink.Saved.Single().PartnerId, Is.EqualTo("alice"));
    }

    [Test]
    public async Task Asks_nobody_over_plain_http_in_production()
    {
        _sink.Pinned = [new PinnedKeySet("alice", new Uri("http://127.0.0.1/jwks.json"))];
        await Refresher.RefreshAsync(CancellationToken.None);
        Assert.That(_web.Asked, Is.Empty);
    }

    [TestCase("https://mis.example/jwks", false, true)]
    [TestCase("http://mis.example/jwks", true, false)]
    [TestCase("http://127.0.0.1:9/jwks", true, true)]
    [TestCase("http://localhost/jwks", true, true)]
    [TestCase("http://127.0.0.1/jwks", false, false)]
    [TestCase("file:///etc/passwd", true, false)]
    public void Allows_https_and_on_this_machine_http_in_development(string address, bool development, bool allowed) =>
        Assert.That(PartnerKeySetClient.IsAllowed(new Uri(address), development), Is.EqualTo(allowed));

    private static HttpResponseMessage Ok(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private sealed class Web : HttpMessageHandler
    {
        public ConcurrentDictionary<string, Func<HttpResponseMessage>> Answers { get; } = new();

        public ConcurrentQueue<string> Asked { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Enqueue(request.RequestUri!.ToString());
            return Task.FromResult(Answers[request.RequestUri!.ToString()]());
        }
    }

    private sealed class Sink : IPartnerKeySink
    {
        public IReadOnlyList<PinnedKeySet> Pinned { get; set; } = [];

        public ConcurrentQueue<(string PartnerId, IReadOnlyList<JsonElement> Keys)> Saved { get; } = new();

        public Task<IReadOnlyList<PinnedKeySet>> ListPinnedAsync(CancellationToken cancellationToken) => Task.FromResult(Pinned);

        public Task SaveFetchedAsync(string partnerId, IReadOnlyList<JsonElement> keys, CancellationToken cancellationToken)
        {
            Saved.Enqueue((partnerId, keys));
            return Task.CompletedTask;
        }
    }
}
