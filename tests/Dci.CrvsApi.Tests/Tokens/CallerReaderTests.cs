using System.Net;
using System.Text;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tests.Tokens;

internal sealed class CallerReaderTests
{
    private const string Issuer = "http://127.0.0.1:8080";

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

    [TestCase("Bearer ")]
    [TestCase("bearer ")]
    [TestCase("BEARER ")]
    [TestCase("")]
    public async Task Knows_the_partner_by_its_token_in_every_spelling_of_the_header(string scheme)
    {
        var reply = await _server.GetAsync("/who", scheme + await _server.TokenAsync("spp", _secret));

        Assert.That(await reply.Content.ReadAsStringAsync(), Is.EqualTo("spp"));
    }

    [TestCase("/who")]
    [TestCase("/guarded")]
    public async Task Turns_away_who_has_no_token(string path)
    {
        var reply = await _server.GetAsync(path, authorization: null);

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(reply.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer realm=\"crvs\""));
        Assert.That(await reply.Content.ReadAsStringAsync(), Does.Contain("err.request.unauthorized"));
    }

    [TestCase("/who", "Bearer")]
    [TestCase("/who", "Bearer x")]
    [TestCase("/who", "Bearer a.b.c")]
    [TestCase("/who", "Bearer eyJhbGciOiJub25lIn0.e30.")]
    [TestCase("/who", "Basic c3BwOng=")]
    [TestCase("/who", "eyJ")]
    [TestCase("/guarded", "Bearer a.b.c")]
    public async Task Turns_away_nonsense(string path, string authorization) =>
        Assert.That((await _server.GetAsync(path, authorization)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));

    [Test]
    public async Task Turns_away_a_token_of_unheard_of_length() =>
        Assert.That((await _server.WhoAsync("eyJ" + new string('a', 9_000))).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));

    [Test]
    public async Task Turns_away_an_expired_token_and_says_so_even_when_it_was_good_before()
    {
        var token = await _server.TokenAsync("spp", _secret);
        Assert.That((await _server.WhoAsync(token)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        _server.Clock.Advance(TimeSpan.FromSeconds(3_599));
        Assert.That((await _server.WhoAsync(token)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        _server.Clock.Advance(TimeSpan.FromSeconds(1));

        var reply = await _server.WhoAsync(token);

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(reply.Headers.WwwAuthenticate.ToString(), Does.Contain("error=\"invalid_token\"").And.Contain("expired"));
    }

    [Test]
    public async Task Turns_away_a_partner_from_the_moment_it_is_disabled()
    {
        var token = await _server.TokenAsync("spp", _secret);
        Assert.That((await _server.WhoAsync(token)).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        await _server.Get<PartnerAdministration>().DisableAsync("spp", default);

        Assert.That((await _server.WhoAsync(token)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Asks_for_the_scope()
    {
        var token = await _server.TokenAsync("spp", _secret, "registry/search");

        Assert.That((await _server.WhoAsync(token, "registry.search")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var reply = await _server.WhoAsync(token, "registry.subscribe");
        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(reply.Headers.WwwAuthenticate.ToString(), Does.Contain("insufficient_scope"));
    }

    [Test]
    public async Task Asks_whether_the_partner_still_has_the_scope_of_its_token()
    {
        var token = await _server.TokenAsync("spp", _secret);
        var row = _server.Store.Rows.Single();
        _server.Store.Put(row with { Document = row.Document.Replace("registry.subscribe", "registry.notify") });
        _server.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.That((await _server.WhoAsync(token, "registry.subscribe")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await _server.WhoAsync(token, "registry.search")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Turns_away_every_token_with_one_character_changed()
    {
        var token = await _server.TokenAsync("spp", _secret);
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var at = random.Next(token.Length - 1); // the last character holds bits that base64url ignores
            var other = token[at] == 'A' ? 'B' : 'A';
            Assert.That((await _server.WhoAsync($"{token[..at]}{other}{token[(at + 1)..]}")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), $"at {at}");
        }
    }

    [TestCase("JWT", Issuer, Issuer, true, TestName = "Turns_away_a_token_of_another_type")]
    [TestCase("at+jwt", "https://evil.example", Issuer, true, TestName = "Turns_away_a_token_of_another_issuer")]
    [TestCase("at+jwt", Issuer, "https://other.example", true, TestName = "Turns_away_a_token_for_another_service")]
    [TestCase("at+jwt", Issuer, Issuer, false, TestName = "Turns_away_a_token_without_an_end")]
    public async Task Turns_away_a_token_signed_by_our_key_but_not_by_our_rules(string type, string issuer, string audience, bool ends)
    {
        var token = Sign(_server.Keys.Current, type, issuer, audience, ends ? TimeSpan.FromHours(1) : null);

        Assert.That((await _server.WhoAsync(token)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Takes_a_token_made_by_all_the_rules() =>
        Assert.That((await _server.WhoAsync(Sign(_server.Keys.Current, "at+jwt", Issuer, Issuer, TimeSpan.FromHours(1)))).StatusCode, Is.EqualTo(HttpStatusCode.OK));

    [Test]
    public async Task Turns_away_a_token_signed_with_the_public_key_as_a_shared_secret()
    {
        var key = (ECDsaSecurityKey)_server.Keys.Current.Key;
        var forged = new SigningCredentials(new SymmetricSecurityKey(key.ECDsa.ExportSubjectPublicKeyInfo()) { KeyId = key.KeyId }, SecurityAlgorithms.HmacSha256);

        Assert.That((await _server.WhoAsync(Sign(forged, "at+jwt", Issuer, Issuer, TimeSpan.FromHours(1)))).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Turns_away_a_token_without_signature()
    {
        var good = await _server.TokenAsync("spp", _secret);
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");

        Assert.That((await _server.WhoAsync($"{header}.{good.Split('.')[1]}.")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Takes_tokens_of_the_key_before_until_it_is_withdrawn()
    {
        var old = await _server.TokenAsync("spp", _secret);
        _server.Keys.Rotate();
        Assert.That((await _server.WhoAsync(old)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        _server.Keys.Withdraw();
        _server.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.That((await _server.WhoAsync(old)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await _server.WhoAsync(await _server.TokenAsync("spp", _secret))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Does_no_database_work_for_a_bad_token()
    {
        _server.Clock.Advance(TimeSpan.FromHours(1));
        var reads = _server.Store.Reads;

        await _server.GetAsync("/who", "Bearer a.b.c");
        await _server.GetAsync("/who", authorization: null);

        Assert.That(_server.Store.Reads, Is.EqualTo(reads));
    }

    [Test]
    public async Task Tells_nothing_of_the_partner_in_the_token_but_its_id_and_scopes()
    {
        var token = new JsonWebToken(await _server.TokenAsync("spp", _secret));

        Assert.That(token.Typ, Is.EqualTo("at+jwt"));
        Assert.That(token.Claims.Select(claim => claim.Type), Is.EquivalentTo(new[] { "iss", "aud", "exp", "iat", "sub", "client_id", "scope", "jti" }));
        Assert.That(Encoding.UTF8.GetByteCount(token.EncodedToken), Is.LessThan(700));
    }

    private string Sign(SigningCredentials credentials, string type, string issuer, string audience, TimeSpan? life) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type,
            Issuer = issuer,
            Audience = audience,
            Expires = life is null ? null : _server.Clock.GetUtcNow().UtcDateTime + life,
            Claims = new Dictionary<string, object> { ["sub"] = "spp", ["scope"] = Scopes.Search },
            SigningCredentials = credentials,
        });
}
