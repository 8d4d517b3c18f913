using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Tests.Contract;
using Dci.CrvsApi.Tests.Server;
using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Tests.Management;

/// <summary>The admin API of deliveries, over the management address of a real server.</summary>
internal sealed class DeliveryEndpointsTests
{
    private const string Deliveries = "/manage/deliveries";

    private CrvsServer _server = null!;
    private Manager _manager = null!;
    private StoredDeliveries _stored = null!;

    // A partner of its own for each test, so that none sees another's deliveries.
    private string _partner = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = new CrvsServer("Production", ("Keys:EncryptionKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
        _ = _server.Server;
        _manager = await Manager.WithAsync(_server, Scopes.Manage);
        _stored = StoredDeliveries.Of(_server.Services);
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
        string[] made = [await _stored.WaitAsync(_partner), await _stored.DieAsync(_partner), await _stored.ArriveAsync(_partner)];

        var first = await GetAsync($"?partner_id={_partner}&limit=2", "ListDeliveries");
        var second = await GetAsync($"?partner_id={_partner}&limit=2&before={first.GetProperty("next").GetString()}", "ListDeliveries");

        Assert.That(Ids(first), Is.EqualTo(new[] { made[2], made[1] }));
        Assert.That(Ids(second), Is.EqualTo(new[] { made[0] }));
        Assert.That(second.TryGetProperty("next", out _), Is.False);
    }

    [TestCase("waiting", 0)]
    [TestCase("dead", 1)]
    [TestCase("delivered", 2)]
    public async Task Lists_one_state(string state, int which)
    {
        string[] made = [await _stored.WaitAsync(_partner), await _stored.DieAsync(_partner), await _stored.ArriveAsync(_partner)];

        Assert.That(Ids(await GetAsync($"?partner_id={_partner}&state={state}", "ListDeliveries")), Is.EqualTo(new[] { made[which] }));
    }

    [TestCase("?state=lost")]
    [TestCase("?limit=0")]
    [TestCase("?limit=1001")]
    [TestCase("?limit=ten")]
    [TestCase("?before=none")]
    [TestCase("?partner=spp")]
    [TestCase("?state=dead&state=waiting")]
    public async Task Refuses_a_filter_it_does_not_understand(string query)
    {
        var reply = await _manager.GetAsync(Deliveries + query);

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "err.request.bad")));
    }

    [Test]
    public async Task Shows_every_attempt_and_nothing_of_what_was_sent()
    {
        var id = await _stored.DieAsync(_partner);

        var shown = await GetAsync($"/{id}", "GetDelivery");

        var delivery = shown.GetProperty("delivery");
        Assert.That(delivery.GetProperty("state").GetString(), Is.EqualTo("dead"));
        Assert.That(delivery.GetProperty("destination").GetString(), Is.EqualTo(StoredDeliveries.Destination));
        Assert.That(delivery.GetProperty("reason").GetString(), Is.EqualTo("The receiver answered 410."));
        Assert.That(shown.GetProperty("attempts")[0].GetProperty("status").GetInt32(), Is.EqualTo(410));
        Assert.That(shown.GetProperty("attempts")[0].GetProperty("duration_ms").GetInt32(), Is.EqualTo(48));
        Assert.That(shown.ToString(), Does.Not.Contain("Quillwhisper"));
    }

    [Test]
    public async Task Replays_one_with_a_new_life_under_its_old_id()
    {
        var (id, other) = (await _stored.DieAsync(_partner), await _stored.DieAsync(_partner));

        var reply = await _manager.PostAsync($"{Deliveries}/{id}/replay");

        Assert.That(Replayed(reply, "ReplayDelivery"), Is.EqualTo(1));
        Assert.That((await _stored.FindAsync(id))!.Delivery.GiveUpAt, Is.GreaterThan(StoredDeliveries.MadeAt.AddHours(3)));
        Assert.That((await _stored.FindAsync(other))!.Delivery.State, Is.EqualTo(DeliveryState.Dead));
    }

    [Test]
    public async Task Replays_those_of_a_partner_and_of_all()
    {
        var (mine, mineToo, others) = (await _stored.DieAsync(_partner), await _stored.DieAsync(_partner), await _stored.DieAsync("another"));

        var partners = await _manager.PostAsync($"{Deliveries}/replay", $$"""{"partner_id":"{{_partner}}"}""");
        var untouched = (await _stored.FindAsync(others))!.Delivery;
        var everybodys = await _manager.PostAsync($"{Deliveries}/replay", """{"all":true}""");

        Assert.That(Replayed(partners, "ReplayDeliveries"), Is.EqualTo(2));
        Assert.That(untouched.State, Is.EqualTo(DeliveryState.Dead));
        Assert.That(Replayed(everybodys, "ReplayDeliveries"), Is.GreaterThanOrEqualTo(1));
        foreach (var id in new[] { mine, mineToo, others })
            Assert.That((await _stored.FindAsync(id))!.Delivery.GiveUpAt, Is.GreaterThan(StoredDeliveries.MadeAt.AddHours(3)));
    }

    [Test]
    public async Task Says_why_one_can_not_be_replayed()
    {
        var (waiting, delivered) = (await _stored.WaitAsync(_partner), await _stored.ArriveAsync(_partner));

        var unknown = await _manager.PostAsync($"{Deliveries}/{Guid.NewGuid()}/replay");
        var early = await _manager.PostAsync($"{Deliveries}/{waiting}/replay");
        var late = await _manager.PostAsync($"{Deliveries}/{delivered}/replay");

        Assert.That((unknown.Status, unknown.ErrorCode), Is.EqualTo((HttpStatusCode.NotFound, "err.request.not_found")));
        Assert.That(early.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(early.Text, Does.Contain("it is waiting"));
        Assert.That(late.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(late.Text, Does.Contain("it is delivered"));
    }

    [TestCase("{}")]
    [TestCase("""{"all":false}""")]
    [TestCase("""{"partner_id":"a","all":true}""")]
    [TestCase("""{"partner_id":""}""")]
    [TestCase("""{"partner_id":7}""")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("all")]
    public async Task Refuses_an_order_that_does_not_say_which(string order)
    {
        var reply = await _manager.PostAsync($"{Deliveries}/replay", order);

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.BadRequest, "err.request.bad")));
    }

    [Test]
    public async Task Refuses_an_order_that_is_no_json() =>
        Assert.That((await _manager.PostAsync($"{Deliveries}/replay")).Status, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));

    [Test]
    public async Task Refuses_an_order_that_is_too_long()
    {
        var reply = await _manager.PostAsync($"{Deliveries}/replay", $$"""{"partner_id":"{{new string('x', 20_000)}}"}""");

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.RequestEntityTooLarge, "err.request.bad")));
    }

    [Test]
    public async Task Says_which_method_a_path_has()
    {
        var reply = await _manager.PostAsync(Deliveries);

        Assert.That((reply.Status, reply.ErrorCode), Is.EqualTo((HttpStatusCode.MethodNotAllowed, "err.request.bad")));
    }

    private async Task<JsonElement> GetAsync(string path, string operationId)
    {
        var reply = await _manager.GetAsync(Deliveries + path);
        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(ContractReader.Contract.Faults(operationId, 200, reply.Text), Is.Empty);
        return reply.Json;
    }

    private static int Replayed(Reply reply, string operationId)
    {
        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(ContractReader.Contract.Faults(operationId, 200, reply.Text), Is.Empty);
        return reply.Json.GetProperty("replayed").GetInt32();
    }

    private static IEnumerable<string?> Ids(JsonElement page) => page.GetProperty("deliveries").EnumerateArray().Select(delivery => delivery.GetProperty("message_id").GetString());
}
