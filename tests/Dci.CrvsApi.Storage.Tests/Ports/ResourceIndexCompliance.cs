using System.Text.Json;
using Dci.CrvsApi.Registry.Demonstration;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Queries.Fhir;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class ResourceIndexCompliance : StoreFixture
{
    private static readonly RecordBuilder Birth = RecordBuilder.Birth("b1").Holding(
        ("Composition", "b1", "http://somewhere/fhir/Composition/b1"),
        ("Patient", "p1", "http://somewhere/fhir/Patient/p1"),
        ("Patient", null, "urn:uuid:p2"),
        ("RelatedPerson", "b1-8", "http://somewhere/fhir/RelatedPerson/b1-8"),
        ("Encounter", null, "http://somewhere/fhir/Encounter/e1"));

    [TestCase("Composition", "b1"), TestCase("Patient", "p1"), TestCase("Patient", "p2"), TestCase("RelatedPerson", "b1-8"), TestCase("Encounter", "e1")]
    public async Task Finds_a_record_by_each_of_its_resources(string type, string id)
    {
        await Save(Birth);

        Assert.That(await Storage.Resources.FindAsync(type, id, 9, default), Is.EqualTo(new[] { "b1" }));
    }

    [TestCase("Encounter", "p1"), TestCase("Patient", "P1"), TestCase("Patient", "not this one"), TestCase("Patient", ""), TestCase("Patient", "-"), TestCase("Patient", "p1' OR 1=1 --")]
    public async Task Finds_nothing_by_anything_else(string type, string id)
    {
        await Save(Birth);

        Assert.That(await Storage.Resources.FindAsync(type, id, 9, default), Is.Empty);
    }

    [Test]
    public async Task Finds_every_record_that_holds_a_resource_the_newest_first()
    {
        for (var i = 0; i < 4; i++)
            await Save(RecordBuilder.Birth($"r{i}").Holding(("Patient", "mother", "urn:uuid:mother")).With(record => record with { LastUpdated = record.LastUpdated.AddDays(i == 2 ? 9 : i) }));

        Assert.That(await Storage.Resources.FindAsync("Patient", "mother", 3, default), Is.EqualTo(new[] { "r2", "r3", "r1" }));
    }

    [Test]
    public async Task Forgets_the_resources_that_a_record_had()
    {
        await Save(Birth);
        await Save(Birth.Saying("changed").Holding(("Patient", "p3", "urn:uuid:p3")));

        Assert.That(await Storage.Resources.FindAsync("Patient", "p1", 9, default), Is.Empty);
        Assert.That(await Storage.Resources.FindAsync("Patient", "p3", 9, default), Is.EqualTo(new[] { "b1" }));
    }

    [TestCase(RegistrationStatus.Notified), TestCase(RegistrationStatus.Declared), TestCase(RegistrationStatus.Cancelled), TestCase(RegistrationStatus.Archived)]
    public async Task Knows_nothing_of_what_is_not_registered(RegistrationStatus status)
    {
        await Save(Birth);
        await Save(Birth.InStatus(status).Saying("changed"));

        foreach (var (type, id) in new[] { ("Composition", "b1"), ("Patient", "p1"), ("RelatedPerson", "b1-8") })
            Assert.That(await Storage.Resources.FindAsync(type, id, 9, default), Is.Empty, type);
        Assert.That(await Storage.Resources.ReadAsync(["b1"], default), Is.Empty);
        Assert.That(await Storage.Resources.ReadVersionsAsync("b1", default), Is.Empty);
    }

    [Test]
    public async Task Reads_records_in_the_order_asked()
    {
        await Save(RecordBuilder.Birth("r1"));
        await Save(RecordBuilder.Marriage("r2"));
        await Save(RecordBuilder.Marriage("r2").Saying("changed"));

        var read = await Storage.Resources.ReadAsync(["r2", "none", "r1"], default);

        Assert.That(read.Select(record => (record.RecordId, record.Event, record.Version)), Is.EqualTo(new[] { ("r2", VitalEvent.Marriage, 2L), ("r1", VitalEvent.LiveBirth, 1L) }));
        Assert.That(read[1].Bundle.ToArray(), Is.EqualTo(RecordBuilder.Birth("r1").Bundle()));
        Assert.That(read[1].LastUpdated, Is.EqualTo(RecordBuilder.Birth().Vital().LastUpdated));
    }

    [Test]
    public async Task Tells_of_versions_from_the_first_registration_on()
    {
        await Save(RecordBuilder.Birth().Numbered(null).InStatus(RegistrationStatus.Notified));
        await Save(RecordBuilder.Birth().InStatus(RegistrationStatus.Declared).Saying("declared"));
        await Save(RecordBuilder.Birth());
        await Save(RecordBuilder.Birth().Saying("corrected"));

        Assert.That((await Storage.Resources.ReadVersionsAsync("record-1", default)).Select(version => version.Version), Is.EqualTo(new[] { 4L, 3L }));
    }

    [Test]
    public async Task Finds_what_was_loaded_at_once_whether_or_not_its_resources_were_named()
    {
        var named = RecordBuilder.Birth("n1").Holding(("Patient", "p9", "urn:uuid:p9")).Entry() with { Resources = [new ResourceName("Patient", "p9"), new ResourceName("Patient", "p9"), new ResourceName("Task", "n1")] };
        await Storage.Writer.LoadAsync(new[] { Birth.Entry(), named }.ToAsyncEnumerable(), keepBodies: true, null, default);

        Assert.That(await Storage.Resources.FindAsync("Patient", "p1", 9, default), Is.EqualTo(new[] { "b1" }));
        Assert.That(await Storage.Resources.FindAsync("Patient", "p9", 9, default), Is.EqualTo(new[] { "n1" }));
        Assert.That(await Storage.Resources.FindAsync("Task", "n1", 9, default), Is.EqualTo(new[] { "n1" }));
    }

    [Test]
    public async Task Finds_people_of_the_demonstration_register_as_if_it_had_looked_for_them()
    {
        var made = new DemonstrationRegister(1, new DemonstrationCounts { Births = 20, Deaths = 20, Marriages = 20, Divorces = 5, FetalDeaths = 5, Adoptions = 5 });
        await Storage.Writer.LoadAsync(made.Records().ToAsyncEnumerable(), keepBodies: true, null, default);

        foreach (var entry in made.Records())
        {
            using var bundle = JsonDocument.Parse(entry.Bundle);
            foreach (var resource in bundle.RootElement.GetProperty("entry").EnumerateArray().Select(each => each.GetProperty("resource")))
                Assert.That(await Storage.Resources.FindAsync(resource.GetProperty("resourceType").GetString()!, resource.GetProperty("id").GetString()!, 99, default), Does.Contain(entry.Record.RecordId));
        }
    }

    private Task<WriteOutcome> Save(RecordBuilder record) => Storage.Writer.SaveAsync(record.Entry(), default);
}
