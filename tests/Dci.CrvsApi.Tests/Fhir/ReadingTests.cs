using System.Net;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Tests.Events;
using Dci.CrvsApi.Tokens;
using Hl7.Fhir.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Fhir;

/// <summary>Resources that are read one by one.</summary>
internal sealed class ReadingTests
{
    private FhirHouse _house = null!;

    [OneTimeSetUp]
    public async System.Threading.Tasks.Task Open() => _house = await FhirHouse.OpenAsync();

    [OneTimeTearDown]
    public void Close() => _house.Dispose();

    [Test]
    public async System.Threading.Tasks.Task Every_resource_of_a_registered_record_is_read_as_strict_R4([ValueSource(typeof(SampleRecord), nameof(SampleRecord.Names))] string sample)
    {
        var stored = StrictR4.Read<Bundle>(SampleRecord.Of(sample).Bundle.Span).Entry.Select(entry => entry.Resource!).Where(resource => Dci.CrvsApi.Fhir.FhirTypes.All.Contains(resource.TypeName) && resource.Id is not null).ToList();

        foreach (var resource in stored)
        {
            var reply = await _house.Reader.GetAsync($"{resource.TypeName}/{resource.Id}");
            Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), $"{resource.TypeName}: {reply.Text}");
            Assert.That(reply.Resource!.TypeName, Is.EqualTo(resource.TypeName));
            Assert.That(reply.Resource.Id, Is.EqualTo(resource.Id));
            Assert.That(reply.Text, Does.Not.Contain("urn:uuid:" + resource.Id));
        }
    }

    [Test]
    public async System.Threading.Tasks.Task A_version_is_read_and_its_number_is_a_tag()
    {
        var composition = (await _house.Reader.FindAsync("Composition?type=death-declaration"))[0];

        var reply = await _house.Reader.GetAsync("Composition/" + composition.Id);
        var again = await _house.Reader.GetAsync("Composition/" + composition.Id, ("If-None-Match", reply.ETag!));
        var version = await _house.Reader.GetAsync($"Composition/{composition.Id}/_history/1");
        var other = await _house.Reader.GetAsync($"Composition/{composition.Id}/_history/7");
        var history = await _house.Reader.GetAsync($"Composition/{composition.Id}/_history");

        Assert.That(reply.ETag, Is.EqualTo("W/\"1\""));
        Assert.That(reply.Resource!.VersionId, Is.EqualTo("1"));
        Assert.That(again.Status, Is.EqualTo(HttpStatusCode.NotModified));
        Assert.That(version.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(other.Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(history.Bundle.Type, Is.EqualTo(Bundle.BundleType.History));
        Assert.That(history.Bundle.Entry, Has.Count.EqualTo(1));
    }

    [Test]
    public async System.Threading.Tasks.Task Versions_that_were_overtaken_are_listed_without_what_they_said()
    {
        using var house = await FhirHouse.OpenAsync();
        var changed = Clerk.Sample("opencrvs-1.8-birth.json").Replace("2025-01-15T10:00", "2026-01-15T10:00", StringComparison.Ordinal);
        Assert.That((await house.Events.Registrar.PostAsync(changed)).Status, Is.EqualTo(HttpStatusCode.OK));
        var id = (await house.Reader.FindAsync("Task?identifier=2025BXN3H5P"))[0].Id;

        var history = await house.Reader.GetAsync($"Task/{id}/_history");

        Assert.That(history.Bundle.Entry.Select(entry => entry.Resource is null), Is.EqualTo(new[] { false, true }));
        Assert.That(history.Bundle.Entry[1].Response!.Etag, Is.EqualTo("W/\"1\""));
        Assert.That((await house.Reader.GetAsync($"Task/{id}/_history/1")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("Composition/" + FhirHouse.Notified)]
    [TestCase("Composition/" + FhirHouse.Notified + "/_history")]
    [TestCase("Composition/" + FhirHouse.Notified + "/_history/1")]
    [TestCase("Task/" + FhirHouse.Notified)]
    public async System.Threading.Tasks.Task What_is_only_notified_is_not_there(string path) =>
        Assert.That((await _house.Reader.GetAsync(path)).Status, Is.EqualTo(HttpStatusCode.NotFound));

    [Test]
    public async System.Threading.Tasks.Task Nothing_of_what_is_only_notified_is_there()
    {
        var notified = StrictR4.Read<Bundle>(SampleRecord.Of("opencrvs-birth-notification.json").Bundle.Span);

        foreach (var entry in notified.Entry)
        {
            var id = entry.Resource!.Id ?? entry.FullUrl!["urn:uuid:".Length..];
            foreach (var path in new[] { "", "/_history", "/_history/1" })
                Assert.That((await _house.Reader.GetAsync($"{entry.Resource.TypeName}/{id}{path}")).Status, Is.EqualTo(HttpStatusCode.NotFound), entry.Resource.TypeName);
        }
    }

    [Test]
    public async System.Threading.Tasks.Task What_is_cancelled_is_not_there_any_more()
    {
        using var house = await FhirHouse.OpenAsync();
        var patient = (await house.Reader.FindAsync("Patient?identifier=2024B7QKDMX"))[0].Id;
        var cancelled = Clerk.Sample("opencrvs-1.6-birth.json").Replace("\"code\": \"CERTIFIED\"", "\"code\": \"CANCELLED\"", StringComparison.Ordinal).Replace("\"2024-03", "\"2026-03", StringComparison.Ordinal);
        Assert.That((await house.Events.Registrar.PostAsync(cancelled)).Status, Is.EqualTo(HttpStatusCode.OK));

        Assert.That((await house.Reader.GetAsync("Patient/" + patient)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await house.Reader.GetAsync($"Patient/{patient}/_history")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await house.Reader.FindAsync("Patient?identifier=2024B7QKDMX&_revinclude=Composition:entry"), Is.Empty);
    }

    [TestCase("Composition/..%2F..%2Fhealth"), TestCase("Composition/a%20b"), TestCase("Patient/x'--"), TestCase("Medication/1"), TestCase("Patient/none")]
    [TestCase("Patient/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async System.Threading.Tasks.Task Odd_ids_are_ids_of_nothing(string path) =>
        Assert.That((await _house.Reader.GetAsync(path)).Status, Is.EqualTo(HttpStatusCode.NotFound).Or.EqualTo(HttpStatusCode.BadRequest));

    [TestCase("application/fhir+xml", HttpStatusCode.NotAcceptable), TestCase("text/html", HttpStatusCode.NotAcceptable)]
    [TestCase("application/fhir+json; fhirVersion=3.0", HttpStatusCode.NotAcceptable), TestCase("application/fhir+json; fhirVersion=4.0", HttpStatusCode.OK)]
    [TestCase("application/json", HttpStatusCode.OK), TestCase("text/html, */*;q=0.8", HttpStatusCode.OK), TestCase("nonsense", HttpStatusCode.NotAcceptable)]
    public async System.Threading.Tasks.Task Json_is_all_that_is_spoken(string accept, HttpStatusCode status) =>
        Assert.That((await _house.Reader.GetAsync("Location", ("Accept", accept))).Status, Is.EqualTo(status));

    [Test]
    public async System.Threading.Tasks.Task A_reader_needs_a_token_and_its_scopes()
    {
        using var http = _house.Events.Server.CreateClient();
        var searcher = await FhirReader.JoinAsync(_house.Events.Server, null, Scopes.Search);
        var reader = await FhirReader.JoinAsync(_house.Events.Server, null, Scopes.FhirRead);

        Assert.That((await http.GetAsync(new Uri("/fhir/Patient", UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await searcher.GetAsync("Patient")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await reader.GetAsync("Patient")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await reader.GetAsync("Patient/1/_history")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async System.Threading.Tasks.Task Whatever_is_told_is_noted()
    {
        var reader = await _house.JoinAsync(registration => registration);
        var id = (await _house.Reader.FindAsync("Composition?type=death-declaration"))[0].Id;
        await reader.GetAsync("Composition/" + id);
        await reader.GetAsync("Composition/none");
        await reader.GetAsync("Composition?type=death-declaration");

        var told = await _house.Events.Server.Services.GetRequiredService<IExchangeLog>().ListDisclosuresAsync(reader.PartnerId, 10, default);

        Assert.That(told, Has.Count.EqualTo(2));
        Assert.That(told.Select(disclosure => disclosure.QueryKind), Is.All.EqualTo("fhir"));
        Assert.That(told.SelectMany(disclosure => disclosure.RecordIds), Is.All.EqualTo(id));
    }

    [Test]
    public async System.Threading.Tasks.Task Metadata_and_search_parameters_are_strict_R4_and_public()
    {
        using var http = _house.Events.Server.CreateClient();

        var statement = StrictR4.Read<CapabilityStatement>(await http.GetByteArrayAsync(new Uri("/fhir/metadata", UriKind.Relative)));
        var list = StrictR4.Read<Bundle>(await http.GetByteArrayAsync(new Uri("/fhir/SearchParameter", UriKind.Relative)));
        var one = StrictR4.Read<SearchParameter>(await http.GetByteArrayAsync(new Uri("/fhir/SearchParameter/Composition-child", UriKind.Relative)));

        Assert.That(statement.Rest[0].Resource.Select(resource => resource.Type), Is.EquivalentTo(Dci.CrvsApi.Fhir.FhirTypes.All));
        Assert.That(list.Entry, Has.Count.GreaterThan(10));
        Assert.That(one.Expression, Does.Contain("child-details"));
        Assert.That((await http.GetAsync(new Uri("/fhir/SearchParameter/none", UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
