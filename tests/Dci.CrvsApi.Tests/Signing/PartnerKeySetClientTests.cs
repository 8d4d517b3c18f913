using System.Text;
using Dci.CrvsApi.Signing.KeySets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;

namespace Dci.CrvsApi.Tests.Signing;

/// <summary>Over a real connection, as the server puts the client together.</summary>
public sealed class PartnerKeySetClientTests
{
    private WebApplication _partner = null!;
    private ServiceProvider _services = null!;
    private int _tries;

    [OneTimeSetUp]
    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _partner = builder.Build();
        _partner.MapGet("/good", () => "keys");
        _partner.MapGet("/moved", () => Results.Redirect("/good"));
        _partner.MapGet("/endless", async (HttpContext context) =>
        {
            var block = Encoding.ASCII.GetBytes(new string('x', 8192));
            for (var i = 0; i < 100; i++)
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
        });
        _partner.MapGet("/flaky", () => Interlocked.Increment(ref _tries) == 1 ? Results.StatusCode(503) : Results.Text("keys"));
        await _partner.StartAsync();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = "Development" })
            .AddPartnerKeySets()
            .BuildServiceProvider();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _services.DisposeAsync();
        await _partner.DisposeAsync();
    }

    [Test]
    public async Task Fetches_a_set() => Assert.That(Encoding.ASCII.GetString(await Fetch("/good")), Is.EqualTo("keys"));

    [Test]
    public async Task Tries_again_after_a_passing_fault() => Assert.That(await Fetch("/flaky"), Is.Not.Empty);

    [Test]
    public void Follows_no_redirect() => Assert.That(() => Fetch("/moved"), Throws.TypeOf<HttpRequestException>().With.Message.Contains("302"));

    [Test]
    public void Reads_no_more_than_a_set_may_have() => Assert.That(() => Fetch("/endless"), Throws.TypeOf<HttpRequestException>());

    private Task<byte[]> Fetch(string path) =>
        _services.GetRequiredService<PartnerKeySetClient>().FetchAsync(new Uri(_partner.Urls.Single() + path), CancellationToken.None);
}
