using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Discovery;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Tests.Contract;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Discovery;

public sealed class LocationsEndpointTests
{
    private readonly Places _places = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<IPlaceStore>(_places);
        _app = builder.Build();
        _app.MapLocations();
        await _app.StartAsync();
        _client = _app.GetTestClient();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [SetUp]
    public void Plant() => _places.Tree = new PlaceTree(
    [
        new Place { Id = "a", Kind = PlaceKind.Area, Name = "Kalo", Code = "K1", LastUpdated = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        new Place { Id = "f", Kind = PlaceKind.Facility, Name = "ካሎ Clinic", ParentId = "a", Latitude = 1.5, Longitude = 2, LastUpdated = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero) },
    ]);

    [Test]
    public async Task The_tree_is_told_in_both_casings()
    {
        var text = await _client.GetStringAsync(LocationsEndpoint.Path);

        Assert.That(text, Is.EqualTo(
            """{"@context":{"@context":"http://spdci.org/","xsd":"http://www.w3.org/2001/XMLSchema#","schema":"http://schema.org/"},"@type":"LocationHierarchy","last_updated":"2026-01-02T00:00:00.000Z","lastUpdated":"2026-01-02T00:00:00.000Z","locations":["""
            + """{"@type":"Place","id":"a","identifier":[{"@type":"PropertyValue","name":"crvs-location","identifier":"a"},{"@type":"PropertyValue","name":"crvs-location-code","identifier":"K1"}],"name":"Kalo","additional_type":"crvs:ADMIN_STRUCTURE","additionalType":"crvs:ADMIN_STRUCTURE","contained_in_place":null,"containedInPlace":null},"""
            + """{"@type":"Place","id":"f","identifier":[{"@type":"PropertyValue","name":"crvs-location","identifier":"f"}],"name":"ካሎ Clinic","additional_type":"crvs:HEALTH_FACILITY","additionalType":"crvs:HEALTH_FACILITY","contained_in_place":"a","containedInPlace":"a","geo":{"@type":"GeoCoordinates","latitude":1.5,"longitude":2}}]}"""));
    }

    [Test]
    public async Task It_is_what_the_contract_says()
    {
        var full = await _client.GetStringAsync(LocationsEndpoint.Path);
        _places.Tree = PlaceTree.Empty;
        var empty = await _client.GetStringAsync(LocationsEndpoint.Path);

        Assert.That(ContractReader.Contract.Faults("GetLocations", 200, full), Is.Empty);
        Assert.That(ContractReader.Contract.Faults("GetLocations", 200, empty), Is.Empty);
    }

    [Test]
    public async Task It_is_compressed_for_who_takes_gzip_and_is_the_same()
    {
        using var response = await Get("gzip, deflate");
        using var gzip = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);

        Assert.That(response.Content.Headers.ContentEncoding, Is.EqualTo(["gzip"]));
        Assert.That(response.Headers.Vary, Is.EqualTo(["Accept-Encoding"]));
        Assert.That((await JsonNode.ParseAsync(gzip))!["locations"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task It_is_not_compressed_for_who_refuses_gzip()
    {
        using var response = await Get("gzip;q=0, identity");

        Assert.That(response.Content.Headers.ContentEncoding, Is.Empty);
    }

    [TestCase(null)]
    [TestCase("gzip")]
    public async Task Who_knows_it_already_gets_no_body_until_a_place_changes(string? encoding)
    {
        using var first = await Get(encoding);
        using var second = await Get(encoding, first.Headers.ETag!.Tag);
        _places.Tree = new PlaceTree([.. _places.Tree.All.Select(place => place with { Name = place.Name + "!" })]);
        using var third = await Get(encoding, first.Headers.ETag!.Tag);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Headers.ETag!.IsWeak, Is.False);
            Assert.That(first.Headers.CacheControl!.MaxAge, Is.EqualTo(TimeSpan.FromMinutes(5)));
            Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
            Assert.That(await second.Content.ReadAsByteArrayAsync(), Is.Empty);
            Assert.That(third.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task The_compressed_bytes_have_a_tag_of_their_own()
    {
        using var plain = await Get(null);
        using var compressed = await Get("gzip");

        Assert.That(compressed.Headers.ETag!.Tag, Is.Not.EqualTo(plain.Headers.ETag!.Tag));
    }

    [Test]
    public async Task An_empty_tree_is_an_empty_list()
    {
        _places.Tree = PlaceTree.Empty;

        Assert.That(await _client.GetStringAsync(LocationsEndpoint.Path), Does.EndWith("\"locations\":[]}"));
    }

    private async Task<HttpResponseMessage> Get(string? acceptEncoding, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, LocationsEndpoint.Path);
        if (acceptEncoding is not null)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", acceptEncoding);
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return await _client.SendAsync(request);
    }

    private sealed class Places : IPlaceStore
    {
        public PlaceTree Tree { get; set; } = PlaceTree.Empty;

        public ValueTask<PlaceTree> LoadAsync(CancellationToken cancellationToken) => new(Tree);

        public Task SaveAsync(IReadOnlyList<Place> places, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
