using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Tests.Contract;
using Dci.CrvsApi.Tests.Server;
using Dci.CrvsApi.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Management;

/// <summary>The admin API of subscriptions, over the management address of a real server.</summary>
internal sealed class SubscriptionEndpointsTests
{
    private const string Subscriptions = "/manage/subscriptions";

    private CrvsServer _server = null!;
    private Manager _manager = null!;
    private StoredSubscriptions _stored = null!;
    private string _partner = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = new CrvsServer("Production", ("Keys:EncryptionKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
        _ = _server.Server;
        _manager = await Manager.WithAsync(_server, Scopes.Manage);
        _stored = new StoredSubscriptions(_server.Services.GetRequiredService<ISubscriptionStore>());
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _manager.Dispose();
        _server.Dispose();
    }

    [SetUp]
    public void BeAnotherPartner() => _partner = $"partner-{Guid.NewGuid():N}";

    [Test]
    public async Task Lists_the_newest_first_and_by_pages()
    {
        string[] made = [await _stored.MakeAsync(_partner), await _stored.MakeAsync(_partner), await _stored.MakeAsync(_partner)];

        var first = await GetAsync($"?partner_id={_partner}&limit=2", "ListSubscriptions");
        var second = await GetAsync($"?partner_id={_partner}&limit=2&before={first.GetProperty("next").GetString()}", "ListSubscriptions");

        Assert.That(Codes(first), Is.EqualTo(new[] { made[2], made[1] }));
        Assert.That(Codes(second), Is.EqualTo(new[] { made[0] }));
        Assert.That(second.TryGetProperty("next", out _), Is.False);
    }

    [Test]
    public async Task Lists_one_state_or_one_binding()
    {
        var (active, paused) = (await _stored.MakeAsync(_partner), await _stored.MakeAsync(_partner, SubscriptionBinding.Hub));
        await _manager.PostAsync($"{Subscriptions}/{paused}/pause");

        Assert.That(Codes(await GetAsync($"?partner_id={_partner}&state=active", "ListSubscriptions")), Is.EqualTo(new[] { active }));
        Assert.That(Codes(await GetAsync($"?partner_id={_partner}&state=paused", "ListSubscriptions")), Is.EqualTo(new[] { paused }));
        Assert.That(Codes(await GetAsync($"?partner_id={_partner}&binding=hub", "ListSubscriptions")), Is.EqualTo(new[] { paused }));
        Assert.That(Codes(await GetAsync($"?partner_id={_partner}&binding=webhook", "ListSubscriptions")), Is.Empty);
    }

    [TestCase("?state=lost")]
    [TestCase("?binding=carrier-pigeon")]
    [TestCase("?limit=0")]
    [TestCase("?limit=1001")]
    [TestCase("?limit=ten")]
    [TestCase("?before=none")]
    [TestCase("?partner=spp")]
    [TestCase("?state=active&state=paused")]
    public async Task Refuses_a_filter_it_does_not_understand(string query)
    {
        var reply = await _manager.GetAsync(Subscriptions + query);

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "err.request.bad")));
    }

    [Test]
    public async Task Shows_how_one_stands_and_nothing_of_what_was_asked_for()
    {
        var code = await _stored.MakeAsync(_partner);

        var shown = await GetAsync($"/{code}", "GetSubscription");

        Assert.That(shown.GetProperty("state").GetString(), Is.EqualTo("active"));
        Assert.That(shown.GetProperty("destination").GetString(), Is.EqualTo("https://benefits.example"));
        Assert.That(shown.GetProperty("waiting").GetInt32(), Is.Zero);
        Assert.That(shown.ToString(), Does.Not.Contain("Quillwhisper").And.Not.Contain("token=secret"));
    }

    [Test]
    public async Task Pauses_resumes_and_ends()
    {
        var code = await _stored.MakeAsync(_partner);

        Assert.That(await ChangeAsync(code, "pause", "PauseSubscription"), Is.EqualTo("paused"));
        Assert.That(await ChangeAsync(code, "resume", "ResumeSubscription"), Is.EqualTo("active"));
        Assert.That(await ChangeAsync(code, "end", "EndSubscription"), Is.EqualTo("ended"));
    }

    [Test]
    public async Task Says_why_one_can_not_be_changed()
    {
        var code = await _stored.MakeAsync(_partner);
        var active = await _manager.PostAsync($"{Subscriptions}/{code}/resume");
        await _manager.PostAsync($"{Subscriptions}/{code}/end");
        var ended = await _manager.PostAsync($"{Subscriptions}/{code}/resume");
        var unknown = await _manager.PostAsync($"{Subscriptions}/{Guid.NewGuid()}/pause");

        Assert.That(active.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((ended.Status, ended.ErrorCode), Is.EqualTo((HttpStatusCode.Conflict, "err.request.bad")));
        Assert.That(ended.Text, Does.Contain("is ended"));
        Assert.That((unknown.Status, unknown.ErrorCode), Is.EqualTo((HttpStatusCode.NotFound, "err.request.not_found")));
    }

    [Test]
    public async Task Wants_a_token_of_its_scope()
    {
        using var stranger = Manager.WithoutToken(_server);
        using var partner = await Manager.WithAsync(_server, Scopes.Search);

        Assert.That((await stranger.GetAsync(Subscriptions)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await partner.PostAsync($"{Subscriptions}/{Guid.NewGuid()}/end")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private async Task<string?> ChangeAsync(string code, string how, string operationId)
    {
        var reply = await _manager.PostAsync($"{Subscriptions}/{code}/{how}");
        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(ContractReader.Contract.Faults(operationId, 200, reply.Text), Is.Empty);
        return reply.Json.GetProperty("state").GetString();
    }

    private async Task<JsonElement> GetAsync(string path, string operationId)
    {
        var reply = await _manager.GetAsync(Subscriptions + path);
        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(ContractReader.Contract.Faults(operationId, 200, reply.Text), Is.Empty);
        return reply.Json;
    }

    private static IEnumerable<string?> Codes(JsonElement page) => page.GetProperty("subscriptions").EnumerateArray().Select(one => one.GetProperty("code").GetString());
}
