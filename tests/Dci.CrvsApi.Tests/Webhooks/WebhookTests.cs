using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Contract;
using Dci.CrvsApi.Tests.Hub;
using Dci.CrvsApi.Tests.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Webhooks;

/// <summary>Webhooks in the form of OpenCRVS 1, with a mediator as MOSIP's at the other end.</summary>
internal sealed class WebhookTests
{
    private const string Secret = "d04aec67-1ef4-467a-a5a8-fa5c89ad71ce";
    private const string Unauthorised = "Active system details cannot be found.  This system is no longer authorized";

    private HubHouse _house = null!;
    private Listener _listener = null!;
    private HubSubscriber _system = null!;

    [SetUp]
    public async Task Open()
    {
        _house = await HubHouse.OpenAsync();
        _listener = await Listener.OpenAsync();
        _listener.OnAsked = Confirm;
        _system = await JoinAsync();
    }

    [TearDown]
    public async Task Close()
    {
        _house.Dispose();
        await _listener.DisposeAsync();
    }

    [Test]
    public async Task Are_made_when_the_callback_gives_the_challenge_back()
    {
        var reply = await AskAsync(_system, "BIRTH_REGISTERED");
        var asked = _listener.Asked.Single();

        Assert.That((reply.Status, reply.Text), Is.EqualTo((HttpStatusCode.Accepted, "")));
        Assert.That(asked.Query.Keys, Is.EqualTo(new[] { "mode", "challenge", "topic" }));
        Assert.That((asked.Parameter("mode"), asked.Parameter("topic")), Is.EqualTo(("subscribe", "BIRTH_REGISTERED")));
        Assert.That(await _house.SubscriptionsAsync(_system), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Are_told_what_happened_as_OpenCRVS_tells_it()
    {
        await AskAsync(_system, "BIRTH_REGISTERED");
        var recordId = await _house.RegisterBirthAsync();

        var told = (await _listener.WaitToldAsync())[0];
        var body = JsonNode.Parse(told.Body)!;
        var entries = body["event"]!["context"]![0]!["entry"]!.AsArray();
        var escaped = Uri.EscapeDataString(told.Text).Replace("%21", "!", StringComparison.Ordinal).Replace("%27", "'", StringComparison.Ordinal)
            .Replace("%28", "(", StringComparison.Ordinal).Replace("%29", ")", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);
        var code = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes("sha256:" + escaped));

        Assert.That(told.Headers["X-Hub-Signature"], Is.EqualTo("sha256=" + Convert.ToHexStringLower(code)));
        Assert.That(told.Headers["Content-Type"], Is.EqualTo("application/json"));
        Assert.That(told.Headers, Does.Not.ContainKey("Link"));
        Assert.That(body.AsObject().Select(member => member.Key), Is.EqualTo(new[] { "timestamp", "id", "event" }));
        Assert.That((string?)body["id"], Is.EqualTo((await _house.SubscriptionsAsync(_system)).Single().Code));
        Assert.That((string?)body["event"]!["hub"]!["topic"], Is.EqualTo("BIRTH_REGISTERED"));
        Assert.That((string?)entries[0]!["resource"]!["resourceType"], Is.EqualTo("Task"));
        Assert.That((string?)entries[0]!["resource"]!["focus"]!["reference"], Is.EqualTo("Composition/" + recordId));
        Assert.That(entries.Select(entry => (string?)entry!["resource"]!["resourceType"]), Has.None.EqualTo("Composition"));
        var patients = entries.Select(entry => entry!["resource"]!).Where(resource => (string?)resource["resourceType"] == "Patient").ToList();
        Assert.That((string?)patients[0]["id"], Does.EndWith("0003"), "the child");
        Assert.That((string?)patients[1]["id"], Does.EndWith("0004"), "the mother");
        Assert.That((string?)patients[0]["name"]![0]!["use"], Is.EqualTo("en"));
        Assert.That((string?)patients[0]["identifier"]![0]!["type"]!["coding"]![0]!["system"], Is.EqualTo("http://opencrvs.org/specs/identifier-type"));
    }

    [Test]
    public async Task Tell_only_what_the_partner_may_see()
    {
        var limited = await JoinAsync(registration => registration with { Sections = new Dictionary<string, IReadOnlyList<string>> { ["birth"] = ["child-details"] } });
        await AskAsync(limited, "BIRTH_REGISTERED");
        await _house.RegisterBirthAsync();

        var entries = JsonNode.Parse((await _listener.WaitToldAsync())[0].Body)!["event"]!["context"]![0]!["entry"]!.AsArray();

        Assert.That(
            entries.Select(entry => (string?)entry!["resource"]!["resourceType"]).Where(type => type is "Patient" or "RelatedPerson"), Is.EqualTo(new[] { "Patient" }));
    }

    [TestCase("BIRTH_EXPLODED", "subscribe", Secret, "Unsupported topic: BIRTH_EXPLODED")]
    [TestCase("BIRTH_CANCELLED", "subscribe", Secret, "Unsupported topic: BIRTH_CANCELLED")]
    [TestCase("BIRTH_EXPLODED", "unsubscribe", "wrong", "Unsupported topic: BIRTH_EXPLODED")]
    [TestCase("DEATH_REGISTERED", "unsubscribe", "wrong", "hub.secret is incorrect")]
    [TestCase("DEATH_REGISTERED", "unsubscribe", Secret, "hub.mode must be set to subscribe")]
    public async Task Are_denied_for_the_first_reason_there_is(string topic, string mode, string secret, string reason)
    {
        var reply = await AskAsync(_system, topic, mode: mode, secret: secret);

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(ContractReader.Contract.Faults("WebhookDenial", reply.Text), Is.Empty);
        Assert.That(JsonNode.DeepEquals(
            JsonNode.Parse(reply.Text), new JsonObject { ["hub"] = new JsonObject { ["mode"] = "denied", ["topic"] = topic, ["reason"] = reason } }));
        Assert.That(_listener.Asked, Is.Empty);
    }

    [Test]
    public async Task Are_denied_to_who_agreed_on_no_secret_or_may_not_hear_of_it()
    {
        var secretless = await _house.JoinAsync();
        var narrow = await JoinAsync(registration => registration with { Events = ["death"] });

        Assert.That((await AskAsync(secretless, "BIRTH_REGISTERED")).Json.GetProperty("hub").GetProperty("reason").GetString(), Is.EqualTo(Unauthorised));
        Assert.That((await AskAsync(narrow, "BIRTH_REGISTERED")).Json.GetProperty("hub").GetProperty("reason").GetString(), Does.Contain("birth"));
        Assert.That((await AskAsync(narrow, "DEATH_CERTIFIED")).Status, Is.EqualTo(HttpStatusCode.Accepted));
    }

    [TestCase("{}"), TestCase("""{"challenge":"another"}"""), TestCase("not JSON"), TestCase("[]"), TestCase("")]
    public async Task Are_not_made_when_the_callback_does_not(string answer)
    {
        _listener.OnAsked = (_, context) => context.Response.WriteAsync(answer);

        var reply = await AskAsync(_system, "BIRTH_REGISTERED");

        Assert.That((reply.Status, reply.Text), Is.EqualTo((HttpStatusCode.BadRequest, "Subscription callback check failed")));
        Assert.That(await _house.SubscriptionsAsync(_system), Is.Empty);
    }

    [Test]
    public async Task Wait_for_four_callbacks_of_a_partner_at_a_time()
    {
        var answered = new TaskCompletionSource();
        _listener.OnAsked = async (heard, context) =>
        {
            await answered.Task;
            await Confirm(heard, context);
        };
        var asking = Enumerable.Range(0, 4).Select(index => AskAsync(_system, "BIRTH_REGISTERED", _listener.Address($"/{index}"))).ToArray();
        await _listener.WaitAskedAsync(4);

        var fifth = await AskAsync(_system, "BIRTH_REGISTERED");
        answered.SetResult();

        Assert.That(fifth.Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That((await Task.WhenAll(asking)).Select(reply => reply.Status), Is.All.EqualTo(HttpStatusCode.Accepted));
    }

    [TestCase("https://somebody.example/"), TestCase("nowhere"), TestCase("")]
    public async Task Call_nobody_who_is_not_registered(string callback)
    {
        var reply = await AskAsync(_system, "BIRTH_REGISTERED", callback);

        Assert.That((reply.Status, reply.Text), Is.EqualTo((HttpStatusCode.BadRequest, "Subscription callback check failed")));
    }

    [TestCase("{"), TestCase("[]"), TestCase("""{"hub":[]}"""), TestCase("""{"hub":{"topic":"A"},"hub":{"topic":"B"}}"""), TestCase("\"\\ud800\"")]
    public async Task Are_not_made_of_what_can_not_be_read(string body)
    {
        var reply = await PostAsync(_system, body);

        Assert.That((reply.Status, reply.MediaType), Is.EqualTo((HttpStatusCode.BadRequest, "text/plain")));
    }

    [Test]
    public async Task Are_listed_and_given_up_by_their_owner_only()
    {
        var other = await JoinAsync();
        await AskAsync(_system, "BIRTH_REGISTERED");
        await AskAsync(_system, "DEATH_REGISTERED");
        await AskAsync(_system, "BIRTH_REGISTERED");
        await AskAsync(other, "BIRTH_REGISTERED");

        var (list, _) = await _system.ReadAsync("/webhooks");
        var ids = list.Json.GetProperty("entries").EnumerateArray().ToDictionary(entry => entry.GetProperty("topic").GetString()!, entry => entry.GetProperty("id").GetString()!);
        var (foreign, _) = await other.ReadAsync("/webhooks/" + ids["BIRTH_REGISTERED"], HttpMethod.Delete);
        var (gone, _) = await _system.ReadAsync("/webhooks/" + ids["BIRTH_REGISTERED"], HttpMethod.Delete);
        var (again, _) = await _system.ReadAsync("/webhooks/" + ids["BIRTH_REGISTERED"], HttpMethod.Delete);

        Assert.That(ContractReader.Contract.Faults("WebhookList", list.Text), Is.Empty);
        Assert.That(ids.Keys, Is.EqualTo(new[] { "DEATH_REGISTERED", "BIRTH_REGISTERED" }));
        Assert.That((foreign.Status, gone.Status, again.Status), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NoContent, HttpStatusCode.NotFound)));
        Assert.That((await _house.SubscriptionsAsync(_system)).Select(subscription => subscription.Topic), Is.EqualTo(new[] { "DEATH_REGISTERED" }));
        Assert.That(await _house.SubscriptionsAsync(other), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Want_a_token_with_the_scope()
    {
        var other = await JoinAsync(registration => registration with { Scopes = ["registry.search"] });

        Assert.That((await AskAsync(other, "BIRTH_REGISTERED")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await _system.ReadAsync("/webhooks", authorised: false)).Reply.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Have_no_secret_in_the_log()
    {
        await AskAsync(_system, "BIRTH_REGISTERED", secret: "a-wrong-one");
        await AskAsync(_system, "BIRTH_REGISTERED");
        await _house.RegisterBirthAsync();
        await _listener.WaitToldAsync();

        Assert.That(_house.Server.Logs.Lines, Has.None.Contain(Secret).And.None.Contain("a-wrong-one"));
    }

    /// <summary>As MOSIP's mediator does it: the challenge decoded twice.</summary>
    private static Task Confirm(Heard heard, HttpContext context) =>
        context.Response.WriteAsJsonAsync(new { challenge = Uri.UnescapeDataString(heard.Parameter("challenge")) });

    private async Task<HubSubscriber> JoinAsync(Func<PartnerRegistration, PartnerRegistration>? change = null)
    {
        var system = await _house.JoinAsync(change);
        var kept = await _house.Server.Services.GetRequiredService<CredentialAdministration>().SetWebhookSecretAsync(system.Id, Secret + "\n", default);
        Assert.That(kept.Made, kept.Words);
        return system;
    }

    private Task<Reply> AskAsync(HubSubscriber system, string topic, string? callback = null, string mode = "subscribe", string secret = Secret)
    {
        var hub = new JsonObject { ["callback"] = callback ?? _listener.Address("/events"), ["mode"] = mode, ["topic"] = topic, ["secret"] = secret };
        return PostAsync(system, new JsonObject { ["hub"] = hub }.ToJsonString());
    }

    private static async Task<Reply> PostAsync(HubSubscriber system, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/webhooks", UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await system.SendAsync(request);
    }
}
