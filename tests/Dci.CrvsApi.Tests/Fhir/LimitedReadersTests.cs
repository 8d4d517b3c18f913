using System.Net;
using Hl7.Fhir.Model;

namespace Dci.CrvsApi.Tests.Fhir;

/// <summary>What a partner may not see in an answer it does not see in FHIR either, by whatever way it comes.</summary>
internal sealed class LimitedReadersTests
{
    private FhirHouse _house = null!;

    [OneTimeSetUp]
    public async System.Threading.Tasks.Task Open() => _house = await FhirHouse.OpenAsync();

    [OneTimeTearDown]
    public void Close() => _house.Dispose();

    [Test]
    public async System.Threading.Tasks.Task Other_events_are_not_there()
    {
        var reader = await _house.JoinAsync(registration => registration with { Events = ["birth"] });
        var death = (await _house.Reader.FindAsync("Composition?type=death-declaration"))[0].Id;
        var deceased = (await _house.Reader.FindAsync("Patient?identifier=2024DPLW21Z"))[0].Id;

        Assert.That((await reader.GetAsync("Composition/" + death)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await reader.GetAsync("Patient/" + deceased)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await reader.GetAsync($"Patient/{deceased}/_history")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await reader.FindAsync("Composition"), Has.Count.EqualTo(3));
        Assert.That(await reader.FindAsync("Patient?_id=" + deceased), Is.Empty);
        Assert.That(await reader.FindAsync($"Composition?entry=Patient/{deceased}"), Is.Empty);
    }

    [Test]
    public async System.Threading.Tasks.Task Other_jurisdictions_are_not_there()
    {
        var everywhere = await _house.Reader.FindAsync("Composition");
        var place = ((Location)(await _house.Reader.GetAsync("Encounter?_include=Encounter:location&date=ge1900")).Included.First(resource => resource is Location)).Id!;
        var reader = await _house.JoinAsync(registration => registration with { Jurisdictions = [place] });
        var there = (await reader.FindAsync("Composition")).Select(resource => resource.Id).ToList();

        Assert.That(there, Has.Count.LessThan(everywhere.Count));
        foreach (var id in everywhere.Select(resource => resource.Id))
            Assert.That((await reader.GetAsync("Composition/" + id)).Status, Is.EqualTo(there.Contains(id) ? HttpStatusCode.OK : HttpStatusCode.NotFound));
    }

    [Test]
    public async System.Threading.Tasks.Task Hidden_fields_are_neither_told_nor_asked()
    {
        var reader = await _house.JoinAsync(registration => registration with { Fields = ["name", "identifier"] });
        var child = (await _house.Reader.FindAsync("Patient?identifier=2024B7QKDMX"))[0].Id;
        var mother = ((Composition)(await _house.Reader.FindAsync("Composition?identifier=2024B7QKDMX"))[0]).Section.Single(section => section.Code!.Coding[0].Code == "mother-details").Entry[0].Reference;

        var patient = (Patient)(await reader.GetAsync("Patient/" + child)).Resource!;
        var all = await reader.GetAsync("Composition?_include=*&_revinclude=*&_include:iterate=*&_revinclude:iterate=*");

        Assert.That(patient.Name, Is.Not.Empty);
        Assert.That(patient.Gender, Is.Null);
        Assert.That(patient.BirthDate, Is.Null);
        Assert.That(patient.Meta!.LastUpdated, Is.Null);
        Assert.That((await reader.GetAsync(mother!)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(all.Included.Select(resource => resource.TypeName).Distinct(), Is.SubsetOf(new[] { "Patient", "Task" }));
        Assert.That(all.Text, Does.Not.Contain("birthDate").And.Not.Contain("\"gender\"").And.Not.Contain("lastModified"));
        foreach (var query in new[] { "Patient?birthdate=ge1900", "Patient?gender=male", "Composition?child.birthdate=ge1900", "Composition?mother.family=X", "Composition?_lastUpdated=ge2000", "Patient?name=X&_sort=birthdate", "Encounter?location=Location/1", "Task?office=Location/1" })
            Assert.That((await reader.GetAsync(query)).Status, Is.EqualTo(HttpStatusCode.Forbidden), query);
    }

    [Test]
    public async System.Threading.Tasks.Task Hidden_kinds_of_identifiers_are_neither_told_nor_asked()
    {
        var reader = await _house.JoinAsync(registration => registration with { IdentifierTypes = ["UIN"] });

        var all = await reader.GetAsync("Composition?_include=*&_revinclude=*&_include:iterate=*");

        Assert.That(all.Text, Does.Not.Contain("2024B7QKDMX").And.Not.Contain("2024DPLW21Z").And.Contain("NATIONAL_ID"));
        Assert.That((await reader.GetAsync("Task?identifier=2024B7QKDMX")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await reader.GetAsync("Patient?identifier=2024B7QKDMX")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async System.Threading.Tasks.Task Who_may_not_ask_by_id_reads_nothing_by_id()
    {
        var reader = await _house.JoinAsync(registration => registration with { Attributes = ["name.surname"] });
        var child = (Patient)(await _house.Reader.FindAsync("Patient?identifier=2024B7QKDMX"))[0];

        Assert.That((await reader.GetAsync("Patient/" + child.Id)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await reader.GetAsync("Patient?_id=" + child.Id)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await reader.FindAsync("Patient?family=" + Uri.EscapeDataString(child.Name[0].Family!)), Is.Not.Empty);
    }

    [Test]
    public async System.Threading.Tasks.Task A_purpose_that_is_required_is_stated_in_a_header()
    {
        var reader = await _house.JoinAsync(registration => registration with { PurposeRequired = true, Purposes = ["PAYMENT"] });
        var id = (await _house.Reader.FindAsync("Composition?type=death-declaration"))[0].Id;

        foreach (var path in new[] { "Composition/" + id, $"Composition/{id}/_history", "Composition?type=death-declaration" })
        {
            Assert.That((await reader.GetAsync(path)).Status, Is.EqualTo(HttpStatusCode.Forbidden), path);
            Assert.That((await reader.GetAsync(path, ("X-Purpose-Of-Use", "CURIOSITY"))).Status, Is.EqualTo(HttpStatusCode.Forbidden), path);
            Assert.That((await reader.GetAsync(path, ("X-Purpose-Of-Use", "PAYMENT"))).Status, Is.EqualTo(HttpStatusCode.OK), path);
        }
    }

    [Test]
    public async System.Threading.Tasks.Task More_matches_than_allowed_are_refused()
    {
        var reader = await _house.JoinAsync(registration => registration with { Limits = new() { MaxMatches = 3, PageSize = 2 } });

        Assert.That((await reader.GetAsync("Composition")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await reader.GetAsync("Composition?_count=0")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await reader.FindAsync("Composition?type=birth-declaration&_count=50"), Has.Count.EqualTo(2));
    }
}
