using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Discovery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;

namespace Dci.CrvsApi.Tests.Contract;

public sealed class ContractEndpointsTests
{
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        _app = builder.Build();
        _app.UsePathBase("/behind");
        _app.UseRouting();
        _app.MapContract();
        await _app.StartAsync();
        _client = _app.GetTestClient();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Test]
    public async Task Serves_the_contract_byte_for_byte()
    {
        var served = await _client.GetByteArrayAsync("/openapi.yaml");

        Assert.That(served, Is.EqualTo(await File.ReadAllBytesAsync(RepositoryFiles.Contract)));
    }

    [Test]
    public async Task Serves_the_same_in_JSON()
    {
        var served = JsonNode.Parse(await _client.GetStringAsync("/openapi.json"));

        Assert.That(JsonNode.DeepEquals(served, ContractReader.Contract.Document), Is.True);
    }

    [TestCase("")]
    [TestCase("/behind")]
    public async Task Sends_a_person_to_the_page(string pathBase)
    {
        var reply = await _client.GetAsync($"{pathBase}/docs");

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(reply.Headers.Location!.ToString(), Is.EqualTo($"{pathBase}/docs/index.html?url={pathBase}/openapi.yaml"));
    }

    [TestCase("")]
    [TestCase("/behind")]
    public async Task Shows_a_page_that_asks_nobody_else(string pathBase)
    {
        var page = await _client.GetStringAsync($"{pathBase}/docs/index.html?url={pathBase}/openapi.yaml");

        Assert.That(page, Does.Contain($"\"{pathBase}/docs/fresh-messages.js\""));
        Assert.That(page, Does.Not.Contain("https://"));
    }

    [TestCase("swagger-ui-bundle.js"), TestCase("swagger-ui-standalone-preset.js"), TestCase("swagger-ui.css"), TestCase("fresh-messages.js")]
    public async Task Serves_what_the_page_is_made_of(string asset)
    {
        var reply = await _client.GetAsync($"/docs/{asset}");

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(reply.Content.Headers.ContentLength ?? (await reply.Content.ReadAsByteArrayAsync()).Length, Is.GreaterThan(0));
    }

    [Test]
    public async Task Has_nothing_else_there()
    {
        var reply = await _client.GetAsync("/docs/none.js");

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
