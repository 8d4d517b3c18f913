using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;
using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Tests.Events;

/// <summary>Events that can't be taken: every fault is told, none with a value, and nothing is stored.</summary>
internal sealed class RefusedEventsTests
{
    private const string Registration = "r4-birth-names-in-three-scripts.json";
    private const string Notification = "opencrvs-birth-notification.json";

    private EventHouse _house = null!;

    [OneTimeSetUp]
    public async Task Open() => _house = await EventHouse.OpenAsync();

    [OneTimeTearDown]
    public void Close() => _house.Dispose();

    [TearDown]
    public async Task Nothing_is_stored_and_nothing_told()
    {
        Assert.That(await _house.ChangesAsync(), Is.Empty);
        var logs = string.Join('\n', _house.Server.Logs.Lines);
        foreach (var value in new[] { "Montague", "Delphine", "Al-Qattan", "000451", "4400330011", "22018", "3c1d7b20", "Heron" })
            Assert.That(logs, Does.Not.Contain(value));
    }

    [TestCase("{", HttpStatusCode.BadRequest, "structure", "Bundle")]
    [TestCase("[]", HttpStatusCode.BadRequest, "structure", "Bundle")]
    [TestCase("""{"resourceType":"Patient"}""", HttpStatusCode.BadRequest, "structure", "Bundle")]
    [TestCase("""{"resourceType":"Bundle","resourceType":"Bundle"}""", HttpStatusCode.BadRequest, "structure", "Bundle")]
    [TestCase("""{"resourceType":"Bundle","type":"document"}""", HttpStatusCode.BadRequest, "structure", "Bundle.entry")]
    [TestCase("""{"resourceType":"Bundle","type":"document","entry":[{"fullUrl":"urn:uuid:0","resource":{"resourceType":"Order"}}]}""", HttpStatusCode.BadRequest, "structure", "Bundle.entry[0].resource")]
    public async Task Are_no_document_bundles(string body, HttpStatusCode status, string code, string path)
    {
        var reply = await _house.Registrar.PostAsync(body);

        Assert.That(reply.Status, Is.EqualTo(status), reply.Text);
        Assert.That(Issues(reply), Does.Contain((code, path)));
    }

    [Test]
    public async Task Are_told_every_fault_at_once()
    {
        var reply = await PostAsync(Notification, bundle =>
        {
            bundle["entry"]![1]!["resource"]!["status"] = "requested";
            bundle["entry"]![1]!["resource"]!["focus"]!["reference"] = "urn:uuid:3c1d7b20-0000-4000-8000-000000040003";
            bundle["entry"]![3]!["resource"]!["address"]![0]!["country"] = "Utopia";
            bundle["entry"]![3]!["resource"]!["address"]![0]!["district"] = "9b5a6c1e-0000-4000-8000-00000000dead";
            bundle["entry"]![4]!["resource"]!["location"]![0]!["location"]!["reference"] = "Location/9b5a6c1e-0000-4000-8000-00000000beef";
        });

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(Issues(reply), Is.SupersetOf(new[]
        {
            ("business-rule", "Bundle.entry[1].resource.status"),
            ("business-rule", "Bundle.entry[1].resource.focus"),
            ("business-rule", "Bundle.entry[3].resource.address[0].country"),
            ("not-found", "Bundle.entry[3].resource.address[0].district"),
            ("not-found", "Bundle.entry[4].resource.location[0].location.reference"),
        }));
        foreach (var value in new[] { "Utopia", "dead", "beef", "Montague", "requested" })
            Assert.That(reply.Text, Does.Not.Contain(value));
    }

    private static readonly TestCaseData[] Changes =
    [
        Case("a type other than document", Registration, bundle => bundle["type"] = "collection", 400, "structure", "Bundle.type"),
        Case("the Composition elsewhere", Registration, bundle => Swap(bundle, 0, 2), 400, "structure", "Bundle.entry[0].resource"),
        Case("the Task elsewhere", Registration, bundle => Swap(bundle, 1, 2), 400, "structure", "Bundle.entry[1].resource"),
        Case("a resource that is not allowed", Registration, bundle => bundle["entry"]!.AsArray().Add(JsonNode.Parse("""{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Basic","code":{"text":"x"}}}""")), 400, "structure", "Bundle.entry[6].resource"),
        Case("a place in a notification", Notification, bundle => bundle["entry"]!.AsArray().Add(JsonNode.Parse("""{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Location","name":"x"}}""")), 400, "structure", "Bundle.entry[5].resource"),
        Case("a resource twice", Registration, bundle => bundle["entry"]!.AsArray().Add(bundle["entry"]![2]!.DeepClone()), 400, "structure", "Bundle.entry[6].fullUrl"),
        Case("a notification without addresses", Notification, bundle => bundle["entry"]![2]!.AsObject().Remove("fullUrl"), 400, "structure", "Bundle.entry[2].fullUrl"),
        Case("a notification without a time", Notification, bundle => bundle.AsObject().Remove("meta"), 400, "structure", "Bundle.meta.lastUpdated"),
        Case("what is no FHIR", Registration, bundle => bundle["entry"]![2]!["resource"]!["birthDate"] = "yesterday", 400, "invalid", "Bundle.entry[2].resource.birthDate"),
        Case("a dangling reference", Registration, bundle => bundle["entry"]!.AsArray().RemoveAt(4), 422, "not-found", "Bundle.entry[0].resource.section[2].entry[0].reference"),
        Case("an unknown office", Registration, bundle => bundle["entry"]![1]!["resource"]!["extension"]![1]!["valueReference"]!["reference"] = "Location/none", 422, "not-found", "Bundle.entry[1].resource.extension[1].valueReference.reference"),
        Case("an area outside the one above", Registration, bundle => bundle["entry"]![2]!["resource"]!["address"]![0]!["state"] = "9b5a6c1e-0000-4000-8000-000000000a05", 422, "business-rule", "Bundle.entry[2].resource.address[0].district"),
        Case("no registration number", Registration, bundle => bundle["entry"]![1]!["resource"]!.AsObject().Remove("identifier"), 422, "required", "Task.identifier"),
        Case("another event in the Task", Registration, bundle => bundle["entry"]![1]!["resource"]!["code"]!["coding"]![0]!["code"] = "DEATH", 422, "business-rule", "Bundle.entry[1].resource.code"),
        Case("an unknown status", Registration, bundle => bundle["entry"]![1]!["resource"]!["businessStatus"]!["coding"]![0]!["code"] = "LOST", 422, "business-rule", "Task.businessStatus"),
        Case("a notification without its office", Notification, bundle => bundle["entry"]![1]!["resource"]!.AsObject().Remove("extension"), 422, "required", "Bundle.entry[1].resource.extension"),
        Case("a hospital for an office", Notification, bundle => bundle["entry"]![1]!["resource"]!["extension"]![0]!["valueReference"]!["reference"] = "Location/9b5a6c1e-0000-4000-8000-000000000a03", 422, "business-rule", "Bundle.entry[1].resource.extension"),
        Case("a notification without a place", Notification, bundle => bundle["entry"]![4]!["resource"]!.AsObject().Remove("location"), 422, "required", "Encounter.location"),
        Case("an identifier without a value", Registration, bundle => bundle["identifier"] = JsonNode.Parse("""{"system":"urn:x"}"""), 422, "required", "Bundle.identifier.value"),
    ];

    [TestCaseSource(nameof(Changes))]
    public async Task Break_a_rule(string sample, Action<JsonNode> change, int status, string code, string path)
    {
        var reply = await PostAsync(sample, change);

        Assert.That((int)reply.Status, Is.EqualTo(status), reply.Text);
        Assert.That(Issues(reply), Does.Contain((code, path)), reply.Text);
    }

    [Test]
    public async Task Are_beyond_the_scope_of_the_token()
    {
        var registrationOfAHospital = await _house.Hospital.PostAsync(Clerk.Sample(Registration));
        var notificationOfARegistrar = await _house.Registrar.PostAsync(Clerk.Sample(Notification), "/notification");
        var eventOfAnAsker = await (await Clerk.JoinAsync(_house.Server, Scopes.Search)).PostAsync(Clerk.Sample(Registration));

        foreach (var reply in new[] { registrationOfAHospital, notificationOfARegistrar, eventOfAnAsker })
        {
            Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(Issues(reply).Single().Code, Is.EqualTo("forbidden"));
        }
    }

    [Test]
    public async Task Say_registered_under_the_name_of_a_notification()
    {
        var bundle = Clerk.Sample(Registration).Replace("birth-declaration", "birth-notification", StringComparison.Ordinal);

        Assert.That((await _house.Hospital.PostAsync(bundle)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Say_registered_in_a_second_Task()
    {
        var bundle = JsonNode.Parse(Clerk.Sample(Notification))!;
        var second = bundle["entry"]![1]!.DeepClone();
        second["fullUrl"] = "urn:uuid:3c1d7b20-0000-4000-8000-00000004000f";
        second["resource"]!["lastModified"] = "2026-02-02T06:00:00.000Z";
        second["resource"]!["businessStatus"] = JsonNode.Parse("""{"coding":[{"system":"http://opencrvs.org/specs/reg-status","code":"REGISTERED"}]}""");
        second["resource"]!["identifier"] = JsonNode.Parse("""[{"system":"http://opencrvs.org/specs/id/birth-registration-number","value":"SMUGGLED"}]""");
        bundle["entry"]!.AsArray().Add(second);

        Assert.That((await _house.Hospital.PostAsync(bundle.ToJsonString())).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await _house.CountAsync("BRN", "SMUGGLED"), Is.Zero);
    }

    [TestCase("application/xml"), TestCase("application/json+fhir"), TestCase("application/fhir+json; fhirVersion=1.0"), TestCase("application/fhir+json; charset=utf-16"), TestCase(null)]
    public async Task Are_of_another_media_type(string? mediaType)
    {
        var reply = await _house.Registrar.PostAsync(Clerk.Sample(Registration), mediaType: mediaType);

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        Assert.That(Issues(reply).Single().Code, Is.EqualTo("not-supported"));
    }

    [Test]
    public async Task Are_too_large()
    {
        var reply = await _house.Registrar.PostAsync($$"""{"resourceType":"Bundle","id":"{{new string('x', 10 * 1024 * 1024)}}"}""");

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(Issues(reply).Single().Code, Is.EqualTo("too-long"));
    }

    [Test]
    public async Task Come_without_a_token_or_by_another_method()
    {
        using var http = _house.Server.CreateClient();
        using var content = new StringContent("{}", Encoding.UTF8, Clerk.Fhir);
        using var stranger = await http.PostAsync(new Uri("/fhir", UriKind.Relative), content);
        using var reader = await http.GetAsync(new Uri("/notification", UriKind.Relative));

        Assert.That(stranger.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(stranger.Headers.WwwAuthenticate.ToString(), Does.StartWith("Bearer"));
        Assert.That(await stranger.Content.ReadAsStringAsync(), Does.Contain("\"login\""));
        Assert.That(reader.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(await reader.Content.ReadAsStringAsync(), Does.Contain("\"not-supported\""));
    }

    private async Task<Reply> PostAsync(string sample, Action<JsonNode> change)
    {
        var bundle = JsonNode.Parse(Clerk.Sample(sample))!;
        change(bundle);
        return await (sample == Notification ? _house.Hospital : _house.Registrar).PostAsync(bundle.ToJsonString());
    }

    private static List<(string? Code, string? Path)> Issues(Reply reply) =>
        [.. reply.Json.GetProperty("issue").EnumerateArray().Select(issue => (
            issue.GetProperty("code").GetString(),
            issue.TryGetProperty("expression", out var path) ? path[0].GetString() : null))];

    private static TestCaseData Case(string name, string sample, Action<JsonNode> change, int status, string code, string path) =>
        new TestCaseData(sample, change, status, code, path).SetName($"Break_a_rule({name})");

    private static void Swap(JsonNode bundle, int one, int other)
    {
        var entries = bundle["entry"]!.AsArray();
        var (first, second) = (entries[one]!.DeepClone(), entries[other]!.DeepClone());
        (entries[one], entries[other]) = (second, first);
    }
}
