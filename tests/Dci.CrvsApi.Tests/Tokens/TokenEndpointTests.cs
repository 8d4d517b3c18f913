using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Tests.Tokens;

internal sealed class TokenEndpointTests
{
    private TokenServer _server = null!;
    private string _secret = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await TokenServer.StartAsync();
        (_, _secret) = await _server.AddPartnerAsync();
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Gives_a_token_for_a_form()
    {
        var reply = await _server.PostFormAsync(("grant_type", "client_credentials"), ("client_id", "spp"), ("client_secret", _secret));
        var body = await reply.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(reply.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(reply.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
        Assert.That(body.GetProperty("expires_in").GetInt32(), Is.EqualTo(3600));
        Assert.That(body.GetProperty("token_type").GetString(), Is.EqualTo("Bearer"));
        Assert.That(body.GetProperty("scope").GetString(), Is.EqualTo("registry.search registry.subscribe"));
        Assert.That(body.GetProperty("access_token").GetString(), Does.StartWith("eyJ"));
    }

    [Test]
    public async Task Gives_a_token_for_json_whatever_else_stands_in_it()
    {
        var reply = await PostAsync($$"""{"grant_type":"client_credentials","client_id":"spp","client_secret":"{{_secret}}","db_name":"x","n":1}""", "application/json; charset=utf-8");

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("Basic")]
    [TestCase("basic")]
    public async Task Gives_a_token_for_http_basic(string scheme)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TokenServer.TokenPath);
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]);
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, Convert.ToBase64String(Encoding.UTF8.GetBytes($"spp:{_secret.Replace("-", "%2D")}")));

        Assert.That((await _server.Client.SendAsync(request)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("registry.search", "registry.search")]
    [TestCase("registry/search registry/subscribe", "registry.search registry.subscribe")]
    [TestCase(" registry/search  registry.search ", "registry.search")]
    public async Task Takes_scopes_with_dots_and_slashes(string asked, string given)
    {
        var reply = await _server.PostFormAsync(("grant_type", "client_credentials"), ("client_id", "spp"), ("client_secret", _secret), ("scope", asked));

        Assert.That((await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("scope").GetString(), Is.EqualTo(given));
    }

    [TestCase("registry.notify")]
    [TestCase("registry.delete")]
    [TestCase("registry.search openid")]
    [TestCase("*")]
    public async Task Refuses_a_scope_that_is_unknown_or_not_granted(string scope)
    {
        var reply = await _server.PostFormAsync(("grant_type", "client_credentials"), ("client_id", "spp"), ("client_secret", _secret), ("scope", scope));

        await AssertRefused(reply, HttpStatusCode.BadRequest, "invalid_scope");
    }

    [TestCase("spp", "wrong")]
    [TestCase("spp", "")]
    [TestCase("nobody", "wrong")]
    [TestCase("spp\0", "wrong")]
    [TestCase("spp' OR 1=1 --", "wrong")]
    [TestCase("", "wrong")]
    public async Task Refuses_who_is_not_a_partner(string id, string secret)
    {
        var reply = await _server.PostFormAsync(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret));

        await AssertRefused(reply, HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Test]
    public async Task Refuses_a_disabled_partner_in_the_words_for_a_wrong_secret()
    {
        await _server.Get<PartnerAdministration>().DisableAsync("spp", default);
        var disabled = await _server.PostFormAsync(("grant_type", "client_credentials"), ("client_id", "spp"), ("client_secret", _secret));
        var wrong = await _server.PostFormAsync(("grant_type", "client_credentials"), ("client_id", "spp"), ("client_secret", "x"));

        Assert.That(disabled.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await disabled.Content.ReadAsStringAsync(), Is.EqualTo(await wrong.Content.ReadAsStringAsync()));
    }

    [Test]
    public async Task Refuses_a_wrong_http_basic_with_a_challenge()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TokenServer.TokenPath);
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("spp:wrong"u8));

        var reply = await _server.Client.SendAsync(request);

        await AssertRefused(reply, HttpStatusCode.Unauthorized, "invalid_client");
        Assert.That(reply.Headers.WwwAuthenticate.Single().Scheme, Is.EqualTo("Basic"));
    }

    [TestCase("Basic !!!")]
    [TestCase("Basic")]
    [TestCase("Basic OnNlY3JldA==")]
    [TestCase("Basic c3Bw")]
    [TestCase("Basic /////w==")]
    public async Task Refuses_http_basic_that_can_not_be_read(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TokenServer.TokenPath);
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]);
        request.Headers.TryAddWithoutValidation("Authorization", header);

        await AssertRefused(await _server.Client.SendAsync(request), HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Test]
    public async Task Refuses_two_ways_of_authenticating_at_once()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TokenServer.TokenPath);
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials"), KeyValuePair.Create("client_secret", _secret)]);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"spp:{_secret}")));

        await AssertRefused(await _server.Client.SendAsync(request), HttpStatusCode.BadRequest, "invalid_request");
    }

    [TestCase("password", "unsupported_grant_type")]
    [TestCase("", "invalid_request")]
    public async Task Refuses_other_grants(string grant, string error) =>
        await AssertRefused(await _server.PostFormAsync(("grant_type", grant), ("client_id", "spp"), ("client_secret", _secret)), HttpStatusCode.BadRequest, error);

    [TestCase("grant_type=client_credentials&client_id=spp&client_id=other&client_secret=x", "application/x-www-form-urlencoded", 400)]
    [TestCase("grant_type=client_credentials&client_id=%ff%fe&client_secret=x", "application/x-www-form-urlencoded", 400)]
    [TestCase("grant_type=client_credentials&client_id=%00&client_secret=%00", "application/x-www-form-urlencoded", 401)]
    [TestCase("grant_type=client_credentials&client_id=%&client_secret=%z", "application/x-www-form-urlencoded", 401)]
    [TestCase("&&&===&&", "application/x-www-form-urlencoded", 400)]
    [TestCase("[]", "application/json", 400)]
    [TestCase("[{\"client_id\":\"spp\"}]", "application/json", 400)]
    [TestCase("{\"client_id\":", "application/json", 400)]
    [TestCase("{\"client_id\":\"a\",\"client_id\":\"b\"}", "application/json", 400)]
    [TestCase("{\"grant_type\":\"client_credentials\",\"client_id\":[\"spp\"],\"client_secret\":{}}", "application/json", 401)]
    [TestCase("{\"grant_type\":\"client_credentials\",\"client_id\":\"\\ud800\",\"client_secret\":\"x\"}", "application/json", 400)]
    [TestCase("\"x\"", "application/json", 400)]
    [TestCase("<a/>", "application/xml", 415)]
    [TestCase("x", "multipart/form-data", 415)]
    [TestCase("x", "", 415)]
    public async Task Refuses_hostile_bodies(string body, string mediaType, int status)
    {
        var reply = await PostAsync(body, mediaType);

        Assert.That((int)reply.StatusCode, Is.EqualTo(status));
        Assert.That(await reply.Content.ReadFromJsonAsync<JsonElement>(), Has.Property("ValueKind").EqualTo(JsonValueKind.Object));
    }

    [Test]
    public async Task Refuses_bytes_that_are_not_utf8()
    {
        using var content = new ByteArrayContent([.. "{\"client_id\":\""u8, 0xff, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        var reply = await _server.Client.PostAsync(new Uri(TokenServer.TokenPath, UriKind.Relative), content);

        await AssertRefused(reply, HttpStatusCode.BadRequest, "invalid_request");
    }

    [TestCase(16 * 1024, 400)]
    [TestCase(16 * 1024 + 1, 413)]
    [TestCase(4_000_000, 413)]
    public async Task Refuses_a_body_over_16_kib(int size, int status) =>
        Assert.That((int)(await PostAsync(new string('a', size), "application/x-www-form-urlencoded")).StatusCode, Is.EqualTo(status));

    [Test]
    public async Task Refuses_a_long_body_of_unknown_length()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TokenServer.TokenPath) { Content = new StreamContent(new MemoryStream(new byte[1_000_000])) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Headers.TransferEncodingChunked = true;

        Assert.That((int)(await _server.Client.SendAsync(request)).StatusCode, Is.EqualTo(413));
    }

    [Test]
    public async Task Refuses_credentials_in_the_query_string_unless_switched_on()
    {
        var query = new Uri($"{TokenServer.TokenPath}?grant_type=client_credentials&client_id=spp&client_secret={_secret}", UriKind.Relative);
        await AssertRefused(await _server.Client.PostAsync(query, null), HttpStatusCode.BadRequest, "invalid_request");

        await using var open = await TokenServer.StartAsync(("Tokens:AllowQueryCredentials", "true"));
        var (_, secret) = await open.AddPartnerAsync();
        using var nothing = new StringContent("", Encoding.UTF8, "application/json");
        var reply = await open.Client.PostAsync(new Uri($"{TokenServer.TokenPath}?grant_type=client_credentials&client_id=spp&client_secret={secret}", UriKind.Relative), nothing);
        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Limits_requests_for_one_client_and_from_one_address()
    {
        await using var slow = await TokenServer.StartAsync(("Tokens:RequestsPerMinutePerClient", "2"), ("Tokens:RequestsPerMinutePerAddress", "5"));
        await slow.AddPartnerAsync();
        var statuses = new List<(HttpStatusCode Status, bool After)>();
        foreach (var id in new[] { "spp", "spp", "spp", "x", "y", "z" })
        {
            var reply = await slow.PostFormAsync(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", "wrong"));
            statuses.Add((reply.StatusCode, reply.Headers.RetryAfter is not null));
        }

        Assert.That(statuses, Is.EqualTo(new[]
        {
            (HttpStatusCode.Unauthorized, false), (HttpStatusCode.Unauthorized, false), (HttpStatusCode.TooManyRequests, true),
            (HttpStatusCode.Unauthorized, false), (HttpStatusCode.Unauthorized, false), (HttpStatusCode.TooManyRequests, true),
        }));
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string mediaType)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (mediaType.Length > 0)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return await _server.Client.PostAsync(new Uri(TokenServer.TokenPath, UriKind.Relative), content);
    }

    private static async Task AssertRefused(HttpResponseMessage reply, HttpStatusCode status, string error)
    {
        var body = await reply.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(reply.StatusCode, Is.EqualTo(status));
        Assert.That(body.GetProperty("error").GetString(), Is.EqualTo(error));
        Assert.That(body.GetProperty("error_description").GetString(), Is.Not.Empty);
        Assert.That(body.GetProperty("errors")[0].GetProperty("code").GetString(), Does.StartWith("err."));
        Assert.That(reply.Headers.CacheControl?.NoStore, Is.True);
    }
}
