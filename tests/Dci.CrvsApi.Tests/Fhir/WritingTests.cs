using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Events;
using Dci.CrvsApi.Tokens;
using Hl7.Fhir.Model;

namespace Dci.CrvsApi.Tests.Fhir;

/// <summary>Records that are posted as transactions and in batches.</summary>
internal sealed class WritingTests
{
    private const string Sample = "r4-birth-names-in-three-scripts.json";
    private const string Number = "2025-BR-000451";

    private EventHouse _house = null!;
    private FhirReader _reader = null!;

    [SetUp]
    public async System.Threading.Tasks.Task Open()
    {
        _house = await EventHouse.OpenAsync();
        _reader = await FhirReader.JoinAsync(_house.Server, null, Scopes.FhirRead, Scopes.Register);
    }

    [TearDown]
    public void Close() => _house.Dispose();

    [Test]
    public async System.Threading.Tasks.Task A_transaction_that_is_one_record_is_stored_whatever_its_order()
    {
        var transaction = Transaction(entries => [.. entries.Reverse()]);

        var reply = await _house.Registrar.PostAsync(transaction.ToJsonString());
        var again = await _house.Registrar.PostAsync(transaction.ToJsonString());

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Created), reply.Text);
        Assert.That(again.Status, Is.EqualTo(HttpStatusCode.OK), again.Text);
        Assert.That(reply.Json.GetProperty("entry")[0].GetProperty("response").GetProperty("location").GetString(), Does.StartWith("/fhir/Encounter/"));
        Assert.That(await _house.CountAsync("BRN", Number, "birth"), Is.EqualTo(1));
        Assert.That(await _house.KindsAsync(), Has.Length.EqualTo(1));
        Assert.That((await _reader.FindAsync("Patient?identifier=" + Number)), Has.Count.EqualTo(1));
    }

    [TestCase("""{"\ud800":1}"""), TestCase("""{"type":"\ud800"}""")]
    [TestCase("""{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"\ud800","url":"Patient/1"}}]}""")]
    [TestCase("""{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"Patient/\udc00"}}]}""")]
    public async System.Threading.Tasks.Task What_is_no_text_is_refused(string body)
    {
        var reply = await _house.Registrar.PostAsync(body);

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest), reply.Text);
    }

    [Test]
    public async System.Threading.Tasks.Task New_resources_refer_to_each_other_by_uuid()
    {
        var text = Transaction(entries => entries).ToJsonString();
        var ids = new[] { "50001", "50002", "50003", "50004", "50005", "50006" }.Select(end => "3c1d7b20-0000-4000-8000-0000000" + end).ToList();
        foreach (var id in ids)
            foreach (var type in new[] { "Composition", "Task", "Patient", "RelatedPerson", "Encounter" })
                text = text.Replace($"\"reference\":\"{type}/{id}\"", $"\"reference\":\"urn:uuid:{id}\"", StringComparison.Ordinal);
        var transaction = JsonNode.Parse(text)!;
        foreach (var entry in transaction["entry"]!.AsArray().Select(entry => entry!.AsObject()))
        {
            var resource = entry["resource"]!.AsObject();
            entry["fullUrl"] = "urn:uuid:" + (string?)resource["id"];
            resource.Remove("id");
            entry["request"] = new JsonObject { ["method"] = "POST", ["url"] = (string?)resource["resourceType"] };
        }

        var reply = await _house.Registrar.PostAsync(transaction.ToJsonString());

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Created), reply.Text);
        var composition = (Composition)(await _reader.GetAsync("Composition/" + ids[0])).Resource!;
        Assert.That(composition.Section.SelectMany(section => section.Entry).Select(entry => entry.Reference), Is.All.Match("^(Patient|RelatedPerson|Encounter)/3c1d7b20"));
    }

    [TestCase("request", null), TestCase("method", "DELETE"), TestCase("method", "GET"), TestCase("method", "PATCH"), TestCase("url", "Patient?identifier=1"), TestCase("url", "Patient/other"), TestCase("ifNoneExist", "identifier=1"), TestCase("ifMatch", "W/\"1\"")]
    public async System.Threading.Tasks.Task A_transaction_that_asks_for_more_is_refused_whole(string member, string? value)
    {
        var transaction = Transaction(entries => entries);
        var entry = transaction["entry"]![2]!.AsObject();
        if (value is null)
            entry.Remove(member);
        else
            entry["request"]![member] = value;

        var reply = await _house.Registrar.PostAsync(transaction.ToJsonString());

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest), reply.Text);
        Assert.That(reply.Text, Does.Contain("Bundle.entry[2].request"));
        Assert.That(await _house.ChangesAsync(), Is.Empty);
    }

    [Test]
    public async System.Threading.Tasks.Task A_transaction_keeps_every_rule_of_a_document()
    {
        var transaction = Transaction(entries => [.. entries.Where(entry => (string?)entry["resource"]!["resourceType"] != "Encounter")]);

        var reply = await _house.Registrar.PostAsync(transaction.ToJsonString());

        Assert.That((int)reply.Status, Is.EqualTo(422), reply.Text);
        Assert.That(await _house.ChangesAsync(), Is.Empty);
        Assert.That((await _house.Hospital.PostAsync(Transaction(entries => entries).ToJsonString())).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async System.Threading.Tasks.Task The_entries_of_a_batch_are_answered_one_by_one()
    {
        var batch = Batch(
            Entry("POST", "Bundle", JsonNode.Parse(Clerk.Sample(Sample))),
            Entry("POST", "Bundle", new JsonObject { ["resourceType"] = "Bundle", ["type"] = "document" }),
            Entry("GET", "Patient?identifier=" + Number, null),
            Entry("GET", "Composition/none", null),
            Entry("GET", "Composition/none/_history", null),
            Entry("DELETE", "Patient/1", null),
            Entry("POST", "", JsonNode.Parse(Clerk.Sample(Sample))));

        var reply = await _reader.PostAsync("", batch.ToJsonString(), Clerk.Fhir);

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(reply.Bundle.Type, Is.EqualTo(Bundle.BundleType.BatchResponse));
        Assert.That(reply.Bundle.Entry.Select(entry => entry.Response!.Status), Is.EqualTo(new[] { "201", "400", "200", "404", "403", "400", "200" }));
        Assert.That(((Bundle)reply.Bundle.Entry[2].Resource!).Total, Is.EqualTo(1));
        Assert.That(reply.Bundle.Entry[1].Response!.Outcome, Is.InstanceOf<OperationOutcome>());
        Assert.That(reply.Bundle.Entry[0].Response!.Location, Does.Contain("Composition/"));
        Assert.That(await _house.KindsAsync(), Has.Length.EqualTo(1));
    }

    [TestCase("{\"resourceType\":\"Bundle\",\"type\":\"batch\"}"), TestCase("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[]}"), TestCase("{\"type\":\"batch\",\"entry\":[{}]}"), TestCase("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{}],\"entry\":[{}]}"), TestCase("{\"type\":\"batch\"")]
    public async System.Threading.Tasks.Task A_batch_that_is_none_is_refused(string batch) =>
        Assert.That((await _reader.PostAsync("", batch, Clerk.Fhir)).Status, Is.EqualTo(HttpStatusCode.BadRequest));

    [Test]
    public async System.Threading.Tasks.Task Odd_entries_of_a_batch_hurt_nobody_else()
    {
        var batch = Batch(JsonValue.Create(1), new JsonObject { ["request"] = "GET" }, Entry("GET", "", null), Entry("GET", "/Patient/../Patient/1/2/3", null), Entry("GET", "Patient?nonsense=1", null), Entry("GET", "Location?_count=1", null));

        var reply = await _reader.PostAsync("", batch.ToJsonString(), Clerk.Fhir);

        Assert.That(reply.Bundle.Entry.Select(entry => entry.Response!.Status), Is.EqualTo(new[] { "400", "400", "404", "404", "400", "200" }));
        Assert.That((await _reader.PostAsync("", Batch([.. Enumerable.Repeat(0, 51).Select(_ => Entry("GET", "Location?_count=0", null))]).ToJsonString(), Clerk.Fhir)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async System.Threading.Tasks.Task An_older_bundle_does_not_overwrite_a_newer_one()
    {
        var first = Clerk.Sample("opencrvs-1.8-birth.json");
        var newer = first.Replace("2025-01-15T10:00", "2026-01-15T10:00", StringComparison.Ordinal);
        await _house.Registrar.PostAsync(first);
        await _house.Registrar.PostAsync(newer);

        var late = await _house.Registrar.PostAsync(first);
        var same = await _house.Registrar.PostAsync(newer);

        Assert.That(late.Status, Is.EqualTo(HttpStatusCode.Conflict), late.Text);
        Assert.That(same.Status, Is.EqualTo(HttpStatusCode.OK), same.Text);
        Assert.That((await _house.KindsAsync()), Has.Length.EqualTo(2));
    }

    private static JsonObject Transaction(Func<IReadOnlyList<JsonNode>, IReadOnlyList<JsonNode>> order)
    {
        var bundle = JsonNode.Parse(Clerk.Sample(Sample))!.AsObject();
        var entries = bundle["entry"]!.AsArray().Select(entry => entry!.DeepClone()).ToList();
        foreach (var entry in entries)
            entry["request"] = new JsonObject { ["method"] = "PUT", ["url"] = $"{entry["resource"]!["resourceType"]}/{entry["resource"]!["id"]}" };
        bundle["type"] = "transaction";
        bundle["entry"] = new JsonArray([.. order(entries)]);
        return bundle;
    }

    private static JsonObject Batch(params JsonNode[] entries) => new() { ["resourceType"] = "Bundle", ["type"] = "batch", ["entry"] = new JsonArray(entries) };

    private static JsonObject Entry(string method, string url, JsonNode? resource)
    {
        var entry = new JsonObject { ["request"] = new JsonObject { ["method"] = method, ["url"] = url } };
        if (resource is not null)
            entry["resource"] = resource;
        return entry;
    }
}
