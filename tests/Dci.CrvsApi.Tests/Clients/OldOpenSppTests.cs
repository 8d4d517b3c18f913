using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Clients;

/// <summary>The import module of OpenSPP 17: credentials in the query string, and records as OpenCRVS's first bridge wrote them.</summary>
internal sealed class OldOpenSppTests
{
    private const string SenderId = "http://openspp17.example.org";
    private CrvsServer _server = null!;
    private HttpClient _http = null!;
    private string _secret = null!;

    [OneTimeSetUp]
    public async Task Join()
    {
        _server = new CrvsServer("Development", ("Tokens:AllowQueryCredentials", "true"));
        _http = _server.CreateClient();
        var added = await _server.Services.GetRequiredService<PartnerAdministration>().AddAsync(
            new PartnerRegistration { Id = "openspp17", SenderIds = [SenderId], ReceiverIds = ["crvs"], Profile = "opencrvs", SignaturePolicy = "accept-unsigned" }, CancellationToken.None);
        _secret = ((PartnerChange.Made)added).Secret!;
    }

    [OneTimeTearDown]
    public void Leave()
    {
        _http.Dispose();
        _server.Dispose();
    }

    [TestCase("\"1.0.0\"")]
    [TestCase("false", TestName = "Imports_the_children_of_a_place_and_reads_their_records(a version that was never set)")]
    [TestCase("\"\"")]
    public async Task Imports_the_children_of_a_place_and_reads_their_records(string version)
    {
        var locations = JsonNode.Parse(await _http.GetStringAsync(new Uri("/.well-known/locations.json", UriKind.Relative)))!["locations"]!.AsArray();
        var country = locations.First(place => place!["containedInPlace"] is null)!["identifier"]![0]!["identifier"]!.GetValue<string>();

        var reply = await AskAsync(version, country);
        var data = reply["message"]!["search_response"]![0]!["data"]!;
        var child = data["reg_records"]!.AsArray().First(record => record!["relations"] is not null)!;

        Assert.That(child["identifier"]!.AsArray().Select(identifier => identifier!["name"]!.GetValue<string>()), Does.Contain("BRN"));
        Assert.That(child["givenName"]!.GetValue<string>(), Is.Not.Empty);
        Assert.That(child["familyName"]!.GetValue<string>(), Is.Not.Empty);
        Assert.That(child["birthDate"]!.GetValue<string>(), Does.Match("^(199|20[01])"));
        Assert.That(child["relations"]!.AsArray().Select(relation => relation!["@type"]!.GetValue<string>()), Has.Some.Contains("Mother").Or.Some.Contains("Father"));
    }

    private async Task<JsonNode> AskAsync(string version, string place)
    {
        using var token = await _http.PostAsync(new Uri($"/oauth2/client/token?grant_type=client_credentials&client_id=openspp17&client_secret={_secret}", UriKind.Relative), null);
        var granted = JsonNode.Parse(await token.Content.ReadAsStringAsync())!;
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz");
        var body = $$"""
            {"header":{"version":{{version}},"message_id":"{{Guid.NewGuid()}}","message_ts":"{{now}}","action":"search","sender_id":"{{SenderId}}","sender_uri":"","receiver_id":"crvs","total_count":10,"encryption_algorithm":""},
             "message":{"transaction_id":"{{Guid.NewGuid()}}","search_request":[{"reference_id":"{{Guid.NewGuid()}}","timestamp":"{{now}}","search_criteria":{"reg_type":"ocrvs:registry_type:birth","query_type":"predicate","query":[
              {"expression1":{"attribute_name":"birthdate","operator":"gt","attribute_value":"1990-01-01"},"condition":"and","expression2":{"attribute_name":"birthdate","operator":"lt","attribute_value":"2019-12-31"} },
              {"expression1":{"attribute_name":"birthplace","operator":"eq","attribute_value":"{{place}}"} }] } }] } }
            """;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/registry/sync/search", UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = AuthenticationHeaderValue.Parse($"{granted["token_type"]} {granted["access_token"]}");
        using var reply = await _http.SendAsync(request);
        var text = await reply.Content.ReadAsStringAsync();
        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        return JsonNode.Parse(text)!;
    }
}
