using System.Net;
using Hl7.Fhir.Model;

namespace Dci.CrvsApi.Tests.Fhir;

/// <summary>Resources that are searched.</summary>
internal sealed class SearchingTests
{
    private FhirHouse _house = null!;

    [OneTimeSetUp]
    public async System.Threading.Tasks.Task Open() => _house = await FhirHouse.OpenAsync();

    [OneTimeTearDown]
    public void Close() => _house.Dispose();

    [TestCase("Composition", 6), TestCase("Composition?type=birth-declaration", 3), TestCase("Composition?type=http://opencrvs.org/doc-types|death-declaration", 1)]
    [TestCase("Composition?type=birth-declaration,marriage-declaration", 5)]
    [TestCase("Composition?child.birthdate=ge1900-01-01", 3), TestCase("Composition?child.birthdate=lt1900-01-01", 0), TestCase("Composition?child.birthdate=ge1900&child.birthdate=le2100", 3)]
    [TestCase("Composition?deceased.identifier:of-type=http://opencrvs.org/specs/identifier-type|DEATH_REGISTRATION_NUMBER|2024DPLW21Z", 1)]
    [TestCase("Composition?child.identifier:of-type=http://opencrvs.org/specs/identifier-type|DEATH_REGISTRATION_NUMBER|2024DPLW21Z", 0)]
    [TestCase("Composition?child.birthdate=ge1900&deceased.birthdate=ge1900", 0)]
    [TestCase("Composition?_has:Task:focus:identifier=http://opencrvs.org/specs/id/birth-registration-number|2024B7QKDMX", 1)]
    [TestCase("Composition?identifier=2024B7QKDMX,2025BXN3H5P", 2)]
    [TestCase("Composition?_lastUpdated=ge2000-01-01", 6), TestCase("Composition?_lastUpdated=lt2000-01-01", 0)]
    [TestCase("Composition?_has:Task:focus:business-status=REGISTERED,CERTIFIED,ISSUED,CORRECTION_REQUESTED", 6)]
    [TestCase("Composition?_has:Task:focus:business-status=DECLARED", 0)]
    [TestCase("Task?business-status=http://opencrvs.org/specs/reg-status|IN_PROGRESS", 0)]
    [TestCase("Task?identifier=http://opencrvs.org/specs/id/birth-registration-number|2024B7QKDMX", 1)]
    [TestCase("Task?identifier=http://opencrvs.org/specs/id/death-registration-number|2024B7QKDMX", 0)]
    [TestCase("Task?code=MARRIAGE", 2), TestCase("Task?registered=ge2000-01-01", 6), TestCase("Task?modified=gt2100", 0)]
    [TestCase("Patient?identifier=2024B7QKDMX", 1), TestCase("Patient?identifier=|2024B7QKDMX", 1), TestCase("Patient?gender=http://hl7.org/fhir/administrative-gender|female,male&birthdate=ge1900", 4)]
    [TestCase("Encounter?date=ge1900", 6)]
    public async System.Threading.Tasks.Task Are_found_by_what_is_asked(string query, int count)
    {
        var reply = await _house.Reader.GetAsync(query);

        Assert.That(reply.Matches, Has.Count.EqualTo(count));
        Assert.That(reply.Bundle.Total, Is.EqualTo(count));
        Assert.That(reply.Matches.Select(match => match.TypeName).Distinct(), Is.SubsetOf(new[] { query.Split('?')[0] }));
    }

    [Test]
    public async System.Threading.Tasks.Task Names_are_compared_as_a_whole_whatever_their_case()
    {
        var child = (Patient)(await _house.Reader.FindAsync("Patient?identifier=2024B7QKDMX"))[0];
        var family = child.Name[0].Family!;

        Assert.That(await _house.Reader.FindAsync("Patient?family=" + Uri.EscapeDataString(family.ToUpperInvariant())), Has.Some.Property("Id").EqualTo(child.Id));
        Assert.That(await _house.Reader.FindAsync("Composition?child.family:exact=" + Uri.EscapeDataString(family)), Is.Not.Empty);
        Assert.That(await _house.Reader.FindAsync("Patient?family=" + Uri.EscapeDataString(family[..2])), Is.Empty);
    }

    [Test]
    public async System.Threading.Tasks.Task Of_two_spouses_the_one_that_was_meant_is_found()
    {
        var spouses = (await _house.Reader.FindAsync("Patient?identifier=2025M8TTR18")).Cast<Patient>().ToList();
        Assert.That(spouses, Has.Count.EqualTo(2));

        foreach (var spouse in spouses)
        {
            var named = await _house.Reader.FindAsync($"Patient?given={Uri.EscapeDataString(spouse.Name[0].Given.First()!)}&family={Uri.EscapeDataString(spouse.Name[0].Family!)}");
            Assert.That(named.Select(found => found.Id), Does.Contain(spouse.Id).And.Not.Contain(spouses.Single(other => other.Id != spouse.Id).Id));
        }
    }

    [Test]
    public async System.Threading.Tasks.Task Resources_are_found_by_the_record_they_are_part_of()
    {
        var bundle = StrictR4.Read<Bundle>(SampleRecord.Of("opencrvs-1.6-birth.json").Bundle.Span).Entry.Select(entry => entry.Resource!).ToList();
        var encounter = bundle.OfType<Encounter>().First();
        var observation = bundle.OfType<Observation>().First();
        var related = bundle.OfType<RelatedPerson>().First();

        Assert.That(await _house.Reader.FindAsync("Observation?encounter=Encounter/" + encounter.Id), Has.Count.EqualTo(bundle.OfType<Observation>().Count()));
        Assert.That((await _house.Reader.FindAsync($"Observation?encounter={encounter.Id}&code={observation.Code!.Coding[0].Code}")).Select(found => found.Id), Does.Contain(observation.Id));
        Assert.That((await _house.Reader.FindAsync($"RelatedPerson?patient={related.Patient!.Reference}")).Select(found => found.Id), Does.Contain(related.Id));
        Assert.That(await _house.Reader.FindAsync("Composition?entry=Encounter/" + encounter.Id), Has.Count.EqualTo(1));
        Assert.That((await _house.Reader.FindAsync("Patient?_id=" + related.Patient.Reference!.Split('/')[1])), Has.Count.EqualTo(1));
        Assert.That(await _house.Reader.FindAsync("Task?focus=Composition/" + bundle.OfType<Composition>().First().Id), Has.Count.EqualTo(1));
        Assert.That(await _house.Reader.FindAsync("Observation?encounter=Encounter/none"), Is.Empty);
    }

    [Test]
    public async System.Threading.Tasks.Task What_belongs_to_a_match_comes_along()
    {
        var reply = await _house.Reader.GetAsync("Composition?identifier=2024B7QKDMX&_include=Composition:entry&_revinclude=Task:focus&_include:iterate=Encounter:location&_include:iterate=Location:partof&_include:iterate=RelatedPerson:patient");

        Assert.That(reply.Matches, Has.Count.EqualTo(1));
        Assert.That(reply.Included.Select(resource => resource.TypeName).Distinct(), Is.SupersetOf(new[] { "Patient", "Encounter", "RelatedPerson", "Task", "Location" }));
        Assert.That(reply.Included.Select(resource => $"{resource.TypeName}/{resource.Id}"), Is.Unique);
        Assert.That(reply.Bundle.Total, Is.EqualTo(1));
        Assert.That((await _house.Reader.GetAsync("Patient?identifier=2024B7QKDMX&_revinclude=Composition:entry")).Included.Single(), Is.InstanceOf<Composition>());
        Assert.That((await _house.Reader.GetAsync("Patient?identifier=2024B7QKDMX&_revinclude=*&_include=*")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async System.Threading.Tasks.Task Pages_hold_every_match_once()
    {
        var seen = new List<string>();
        for (var query = "Composition?_count=2&_sort=_id"; query is not null;)
        {
            var page = await _house.Reader.GetAsync(query);
            seen.AddRange(page.Matches.Select(match => match.Id!));
            Assert.That(page.Bundle.Total, Is.EqualTo(6));
            Assert.That(page.Link("self"), Is.Not.Null);
            query = page.Link("next");
        }

        Assert.That(seen, Has.Count.EqualTo(6).And.Unique.And.Ordered);
        Assert.That((await _house.Reader.GetAsync("Composition?_count=2&_page=3")).Link("previous"), Does.Contain("_page=2"));
        Assert.That((await _house.Reader.GetAsync("Composition?_count=2&_page=9")).Matches, Is.Empty);
    }

    [TestCase("Composition?_count=0"), TestCase("Composition?_summary=count")]
    public async System.Threading.Tasks.Task Matches_are_counted(string query)
    {
        var reply = await _house.Reader.GetAsync(query);

        Assert.That(reply.Bundle.Entry, Is.Empty);
        Assert.That(reply.Bundle.Total, Is.EqualTo(6));
    }

    [TestCase("Composition?_count=99999999999999999999", 6), TestCase("Composition?_count=1&_total=none", 1)]
    public async System.Threading.Tasks.Task Large_pages_are_as_large_as_there_are(string query, int count) =>
        Assert.That(await _house.Reader.FindAsync(query), Has.Count.EqualTo(count));

    [TestCase("Composition?_count=-1"), TestCase("Composition?_count=x"), TestCase("Composition?_count="), TestCase("Composition?_count=1&_count=2"), TestCase("Composition?_page=0")]
    [TestCase("Composition?nonsense=1"), TestCase("Composition?child.mother.family=X"), TestCase("Composition?child.family:contains=X"), TestCase("Composition?child.birthdate=ap2020"), TestCase("Composition?child.birthdate=yesterday")]
    [TestCase("Composition?child.family="), TestCase("Composition?child.family=,"), TestCase("Composition?_sort=family"), TestCase("Composition?_sort=--_id"), TestCase("Composition?_elements=id"), TestCase("Composition?_summary=true")]
    [TestCase("Composition?_include=Patient:link"), TestCase("Composition?_include=Composition"), TestCase("Composition?_include:deep=Composition:entry"), TestCase("Composition?date=2020"), TestCase("Composition?child:missing=true")]
    [TestCase("Patient?identifier=system|value"), TestCase("Patient?identifier:of-type=a|b"), TestCase("Observation?code=1"), TestCase("Observation"), TestCase("RelatedPerson"), TestCase("Task?business-status=SOMETHING")]
    [TestCase("Task?status=requested"), TestCase("Location?near=1"), TestCase("Observation?encounter=Patient/1"), TestCase("Patient?_has:Observation:patient:code=1"), TestCase("Composition?_filter=x"), TestCase("Composition?type=birth-notification")]
    public async System.Threading.Tasks.Task What_can_not_be_answered_is_refused(string query)
    {
        var reply = await _house.Reader.GetAsync(query);

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest), reply.Text);
        Assert.That(reply.Outcome.Issue, Is.Not.Empty);
    }

    [TestCase("name", 101, 1), TestCase("_id", 1, 51)]
    public async System.Threading.Tasks.Task Places_are_not_held_against_more_than_they_can_be(string parameter, int values, int times)
    {
        var query = string.Join('&', Enumerable.Range(0, times).Select(_ => $"{parameter}={string.Join(',', Enumerable.Repeat("x", values))}"));

        var reply = await _house.Reader.GetAsync("Location?" + query);

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest), reply.Text);
        Assert.That(reply.Outcome.Issue, Has.Count.EqualTo(1));
    }

    [Test]
    public async System.Threading.Tasks.Task A_lenient_reader_is_told_what_was_passed_over()
    {
        var reply = await _house.Reader.GetAsync("Composition?nonsense=secret&type=death-declaration", ("Prefer", "handling=lenient"));
        var invalid = await _house.Reader.GetAsync("Composition?child.birthdate=yesterday", ("Prefer", "handling=lenient"));

        Assert.That(reply.Matches, Has.Count.EqualTo(1));
        Assert.That(reply.Bundle.Entry.Single(entry => entry.Search!.Mode == Bundle.SearchEntryMode.Outcome).Resource, Is.InstanceOf<OperationOutcome>());
        Assert.That(reply.Text, Does.Contain("nonsense").And.Not.Contain("secret"));
        Assert.That(invalid.Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async System.Threading.Tasks.Task A_search_is_posted_as_a_form()
    {
        var found = await _house.Reader.PostAsync("Patient/_search", "identifier=2024B7QKDMX&_count=5", "application/x-www-form-urlencoded");

        Assert.That(found.Matches, Has.Count.EqualTo(1));
        Assert.That((await _house.Reader.PostAsync("Patient/_search", "{}", "application/json")).Status, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        Assert.That((await _house.Reader.PostAsync("Patient/_search", "family=" + new string('x', 70_000), "application/x-www-form-urlencoded")).Status, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async System.Threading.Tasks.Task Queries_have_an_end()
    {
        Assert.That((await _house.Reader.GetAsync("Patient?family=" + new string('x', 9_000))).Status, Is.EqualTo(HttpStatusCode.RequestUriTooLong));
        Assert.That((await _house.Reader.GetAsync("Patient?" + string.Join('&', Enumerable.Repeat("family=x", 60)))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await _house.Reader.GetAsync("Patient?family=" + string.Join(',', Enumerable.Repeat("x", 200)))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await _house.Reader.GetAsync("Composition?" + string.Join('&', Enumerable.Repeat("_include=Composition:entry", 30)))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async System.Threading.Tasks.Task Places_are_searched_in_their_tree()
    {
        var all = (await _house.Reader.GetAsync("Location?_count=1")).Bundle;
        var roots = (await _house.Reader.FindAsync("Location?partof=Location/0")).Cast<Location>().ToList();
        var inside = (await _house.Reader.FindAsync($"Location?partof=Location/{roots[0].Id}")).Cast<Location>().ToList();

        Assert.That(all.Total, Is.EqualTo(5));
        Assert.That(roots, Is.Not.Empty);
        Assert.That(inside.Select(place => place.PartOf!.Reference), Is.All.EqualTo("Location/" + roots[0].Id));
        Assert.That(await _house.Reader.FindAsync($"Location?name={Uri.EscapeDataString(roots[0].Name![..3])}&type=ADMIN_STRUCTURE&status=active"), Has.Some.Property("Id").EqualTo(roots[0].Id));
        Assert.That(await _house.Reader.FindAsync($"Location?identifier={Uri.EscapeDataString(inside[0].Identifier[0].Value!)}"), Is.Not.Empty);
        Assert.That((await _house.Reader.GetAsync("Location/" + roots[0].Id)).Resource, Is.InstanceOf<Location>());
        Assert.That(await _house.Reader.FindAsync($"Encounter?location=Location/{roots[0].Id}"), Is.Not.Empty);
        Assert.That(await _house.Reader.FindAsync("Encounter?location=Location/none"), Is.Empty);
    }
}
