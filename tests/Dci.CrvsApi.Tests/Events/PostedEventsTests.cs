using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Tests.Contract;

namespace Dci.CrvsApi.Tests.Events;

/// <summary>Events that are posted, and what searches find of them.</summary>
internal sealed class PostedEventsTests
{
    private EventHouse _house = null!;

    [SetUp]
    public async Task Open() => _house = await EventHouse.OpenAsync();

    [TearDown]
    public void Close() => _house.Dispose();

    [TestCase("opencrvs-1.6-birth.json", "birth", "BRN", "2024B7QKDMX")]
    [TestCase("opencrvs-1.6-death.json", "death", "DRN", "2024DPLW21Z")]
    [TestCase("opencrvs-1.6-marriage.json", "marriage", "MRN", "2024M4TTR90")]
    [TestCase("opencrvs-1.8-birth.json", "birth", "BRN", "2025BXN3H5P")]
    [TestCase("opencrvs-1.8-marriage.json", "marriage", "MRN", "2025M8TTR18")]
    [TestCase("r4-birth-names-in-three-scripts.json", "birth", "BRN", "2025-BR-000451")]
    public async Task Are_found_at_once_when_they_are_registered(string sample, string vitalEvent, string type, string number)
    {
        var bundle = Clerk.Sample(sample);

        var reply = await _house.Registrar.PostAsync(bundle);

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Created), reply.Text);
        Assert.That(await _house.CountAsync(type, number, vitalEvent), Is.EqualTo(1));
        Assert.That(await _house.KindsAsync(), Is.EqualTo(new[] { ChangeKind.Registered }));
        var entries = JsonNode.Parse(bundle)!["entry"]!.AsArray().Count;
        Assert.That(reply.Json.GetProperty("type").GetString(), Is.EqualTo("transaction-response"));
        Assert.That(reply.Json.GetProperty("entry").GetArrayLength(), Is.EqualTo(entries));
        var first = reply.Json.GetProperty("entry")[0].GetProperty("response");
        Assert.That(first.GetProperty("status").GetString(), Is.EqualTo("201 Created"));
        Assert.That(first.GetProperty("location").GetString(), Does.Match("^/fhir/Composition/[-0-9a-f]{36}/_history/1$"));
        Assert.That(first.GetProperty("etag").GetString(), Is.EqualTo("W/\"1\""));
    }

    [TestCase("/notification"), TestCase("/fhir")]
    public async Task Are_kept_and_not_disclosed_when_they_are_only_notified(string path)
    {
        var reply = await _house.Hospital.PostAsync(Clerk.Sample("opencrvs-birth-notification.json"), path, "application/json");

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Created), reply.Text);
        Assert.That(await _house.KindsAsync(), Is.EqualTo(new[] { ChangeKind.Notified }));
        Assert.That(await _house.CountAsync("record_id", "3c1d7b20-0000-4000-8000-000000040001"), Is.Zero);
    }

    [Test]
    public async Task Become_registered_after_they_were_notified()
    {
        await _house.Hospital.PostAsync(Clerk.Sample("opencrvs-birth-notification.json"));

        var reply = await _house.Registrar.PostAsync(Registered());

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(await _house.KindsAsync(), Is.EqualTo(new[] { ChangeKind.Notified, ChangeKind.Registered }));
        Assert.That(await _house.CountAsync("BRN", "2025BNOTIFIED", "birth"), Is.EqualTo(1));
        Assert.That((await _house.Hospital.PostAsync(Clerk.Sample("opencrvs-birth-notification.json"))).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await _house.CountAsync("BRN", "2025BNOTIFIED", "birth"), Is.EqualTo(1));
    }

    [Test]
    public async Task Are_certified_corrected_cancelled_and_reinstated()
    {
        var certified = Clerk.Sample("opencrvs-1.6-birth.json");
        string InStatus(string status, string touched, string given = "Linnea") => certified
            .Replace("\"code\": \"CERTIFIED\"", $"\"code\": \"{status}\"", StringComparison.Ordinal)
            .Replace("\"2024-03", $"\"{touched}-03", StringComparison.Ordinal)
            .Replace("Linnea", given, StringComparison.Ordinal);
        var plain = certified.Replace("\"code\": \"CERTIFIED\"", "\"code\": \"REGISTERED\"", StringComparison.Ordinal);

        await _house.Registrar.PostAsync(plain);
        await _house.Registrar.PostAsync(certified);
        var corrected = await _house.Registrar.PostAsync(InStatus("CERTIFIED", "2025", "Philippa"));
        await _house.Registrar.PostAsync(InStatus("CANCELLED", "2026", "Philippa"));
        Assert.That(await _house.CountAsync("BRN", "2024B7QKDMX"), Is.Zero);
        await _house.Registrar.PostAsync(InStatus("REGISTERED", "2027", "Philippa"));

        Assert.That(corrected.Json.GetProperty("entry")[0].GetProperty("response").GetProperty("etag").GetString(), Is.EqualTo("W/\"3\""));
        Assert.That(
            await _house.KindsAsync(),
            Is.EqualTo(new[] { ChangeKind.Registered, ChangeKind.Certified, ChangeKind.Corrected, ChangeKind.Cancelled, ChangeKind.Reinstated }));
        Assert.That(await _house.CountAsync("BRN", "2024B7QKDMX", "birth"), Is.EqualTo(1));
    }

    [Test]
    public async Task Are_answered_as_the_first_time_when_they_come_again()
    {
        var bundle = RepositoryFiles.Examples["create-fhir-bundle.registered-birth.request"];
        var first = await _house.Registrar.PostAsync(bundle);

        var again = await _house.Registrar.PostAsync(JsonNode.Parse(bundle)!.ToJsonString());

        Assert.That((again.Status, again.Text), Is.EqualTo((first.Status, first.Text)));
        Assert.That(await _house.ChangesAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Change_nothing_when_they_come_again_without_an_identifier()
    {
        await _house.Registrar.PostAsync(Clerk.Sample("opencrvs-1.6-death.json"));

        var again = await _house.Registrar.PostAsync(Clerk.Sample("opencrvs-1.6-death.json"));

        Assert.That(again.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(again.Text, Does.Contain("/_history/1"));
        Assert.That(await _house.ChangesAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Bring_places_that_the_register_did_not_know()
    {
        using var server = new Server.CrvsServer("Production", ("Keys:EncryptionKey", Convert.ToBase64String(new byte[32])));
        var registrar = await Clerk.RegistrarAsync(server);

        var reply = await registrar.PostAsync(Clerk.Sample("opencrvs-1.6-birth.json"));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Created), reply.Text);
        using var http = server.CreateClient();
        Assert.That(await http.GetStringAsync("/.well-known/locations.json"), Does.Contain("9b5a6c1e-0000-4000-8000-000000000a03"));
    }

    [Test]
    public async Task Are_told_of_in_FHIR_where_the_server_is_mounted_under_a_path()
    {
        using var server = new Server.CrvsServer("Production", ("Keys:EncryptionKey", Convert.ToBase64String(new byte[32])), ("Server:PublicBaseUrl", "https://example.org/crvs"));
        using var http = server.CreateClient();

        using var reply = await http.GetAsync(new Uri("/crvs/fhir", UriKind.Relative));

        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(reply.Content.Headers.ContentType?.MediaType, Is.EqualTo(Clerk.Fhir));
    }

    /// <summary>The notification, as the registration system returns it once it is registered.</summary>
    private static string Registered()
    {
        var bundle = JsonNode.Parse(Clerk.Sample("opencrvs-birth-notification.json"))!;
        var task = bundle["entry"]![1]!["resource"]!;
        task["status"] = "requested";
        task["businessStatus"] = JsonNode.Parse("""{"coding":[{"system":"http://opencrvs.org/specs/reg-status","code":"REGISTERED"}]}""");
        task["identifier"] = JsonNode.Parse("""[{"system":"http://opencrvs.org/specs/id/birth-registration-number","value":"2025BNOTIFIED"}]""");
        return bundle.ToJsonString();
    }
}
