using System.Text;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Tests.Profiles;
using Hl7.Fhir.Model;

namespace Dci.CrvsApi.Tests.Fhir;

internal sealed class BundleMaskTests
{
    private const string Birth = "opencrvs-1.8-birth.json";

    [Test]
    public void A_partner_without_limits_gets_the_stored_bytes([ValueSource(typeof(SampleRecord), nameof(SampleRecord.Names))] string sample)
    {
        var record = SampleRecord.Of(sample);

        Assert.That(record.Masked(AccessGrant.Everything), Is.EqualTo(Encoding.UTF8.GetString(record.Bundle.Span)));
    }

    [Test]
    public void Whatever_is_hidden_the_rest_is_valid_FHIR([ValueSource(typeof(SampleRecord), nameof(SampleRecord.Names))] string sample)
    {
        var record = SampleRecord.Of(sample);

        Assert.Multiple(() =>
        {
            foreach (var grant in Grants(record.Event))
                Assert.That(record.Read(grant)[0], Is.InstanceOf<Composition>());
        });
    }

    [Test]
    public void A_partner_without_the_sex_gets_no_gender()
    {
        var record = SampleRecord.Of(Birth);

        var child = Child(record.Read(Masked.Fields("name", "birth_date", "identifier")));

        Assert.That(Child(record.Read(Masked.Fields("sex"))).Gender, Is.Not.Null);
        Assert.That(child.Gender, Is.Null);
        Assert.That(child.Name, Is.Not.Empty);
        Assert.That(child.BirthDate, Is.Not.Null);
        Assert.That(child.Identifier, Is.Not.Empty);
    }

    [Test]
    public void Limited_fields_leave_out_whatever_no_field_tells_of([ValueSource(typeof(SampleRecord), nameof(SampleRecord.Names))] string sample)
    {
        var record = SampleRecord.Of(sample);

        var types = record.Read(Masked.Fields([.. MarkedPerson.Fields])).Select(resource => resource.TypeName).Distinct();

        Assert.That(types, Is.SubsetOf(new[] { "Composition", "Task", "Patient", "RelatedPerson", "Encounter", "Location" }));
    }

    [Test]
    public void A_parent_shows_one_identifier_and_no_name()
    {
        var bundle = SampleRecord.Of(Birth).Read(Masked.Fields("parent1_identifier"));

        var mother = bundle.OfType<Patient>().Single();
        Assert.That(mother.Identifier, Has.Count.EqualTo(1));
        Assert.That(mother.Name, Is.Empty);
        Assert.That(mother.BirthDate, Is.Null);
        Assert.That(SectionsOf(bundle), Is.EqualTo(new[] { "mother-details" }));
    }

    [Test]
    public void Only_granted_kinds_of_identifiers_are_shown([ValueSource(typeof(SampleRecord), nameof(SampleRecord.Names))] string sample)
    {
        var record = SampleRecord.Of(sample);
        var bundle = record.Read(new AccessGrant { IdentifierKinds = new HashSet<IdentifierKind> { IdentifierKind.NationalId } });

        var shown = bundle.OfType<Patient>().SelectMany(patient => patient.Identifier).Select(identifier => identifier.Type!.Coding[0].Code);
        Assert.That(shown.Distinct(), Is.SubsetOf(new[] { "NATIONAL_ID", "NI" }));
        Assert.That(bundle.OfType<Hl7.Fhir.Model.Task>().Single().Identifier, Is.Empty);
    }

    [Test]
    public void Only_granted_sections_are_shown_and_who_stands_in_them()
    {
        var record = SampleRecord.Of(Birth);

        var bundle = record.Read(Sections(record.Event, "child-details"));

        Assert.That(SectionsOf(bundle), Is.EqualTo(new[] { "child-details" }));
        Assert.That(bundle.OfType<Patient>().Count(), Is.EqualTo(1));
        Assert.That(bundle, Has.None.InstanceOf<Encounter>().And.None.InstanceOf<Observation>().And.None.InstanceOf<DocumentReference>());
    }

    [Test]
    public void Sections_of_another_event_limit_nothing_here()
    {
        var record = SampleRecord.Of(Birth);

        Assert.That(record.Masked(Sections(VitalEvent.Death, "deceased-details")), Is.EqualTo(Encoding.UTF8.GetString(record.Bundle.Span)));
    }

    [Test]
    public void What_clerks_note_on_the_task_is_not_shown()
    {
        var record = SampleRecord.Of("opencrvs-1.6-birth.json");

        var task = record.Read(Sections(record.Event, "child-details")).OfType<Hl7.Fhir.Model.Task>().Single();

        Assert.That(task.Extension.Select(extension => extension.Url), Is.All.Contains("regLastOffice").Or.Contains("registration-date"));
    }

    [Test]
    public void The_second_spouse_is_shown_to_who_may_see_relatives()
    {
        var record = SampleRecord.Of("opencrvs-1.8-marriage.json");

        Assert.That(SectionsOf(record.Read(Masked.Fields("name"))), Is.EqualTo(new[] { "bride-details" }));
        Assert.That(SectionsOf(record.Read(Masked.Fields("name", "related_person"))), Is.EquivalentTo(new[] { "bride-details", "groom-details" }));
    }

    [TestCase("\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">HIDDEN</div>\"}")]
    [TestCase("\"contact\":[{\"name\":{\"text\":\"HIDDEN\"}}]")]
    [TestCase("\"contained\":[{\"resourceType\":\"Patient\",\"id\":\"p\",\"name\":[{\"text\":\"HIDDEN\"}]}]")]
    [TestCase("\"generalPractitioner\":[{\"display\":\"HIDDEN\"}]")]
    public void Nothing_comes_in_by_the_way(string member)
    {
        var record = SampleRecord.Of("r4-birth-names-in-three-scripts.json", text => text.Replace("\"resourceType\": \"Patient\",", $"\"resourceType\": \"Patient\",{member},", StringComparison.Ordinal));
        Assert.That(Encoding.UTF8.GetString(record.Bundle.Span), Does.Contain("HIDDEN"));

        Assert.Multiple(() =>
        {
            foreach (var grant in Grants(record.Event))
                Assert.That(record.Masked(grant), Does.Not.Contain("HIDDEN"));
        });
    }

    [Test]
    public void A_masked_date_says_that_it_is_masked()
    {
        var composition = (Composition)SampleRecord.Of(Birth).Read(Masked.Fields("sex"))[0];

        Assert.That(composition.Date, Is.Null);
        Assert.That(composition.DateElement!.Extension.Single().Value, Is.InstanceOf<Code>());
    }

    private static IEnumerable<AccessGrant> Grants(VitalEvent vitalEvent)
    {
        foreach (var field in MarkedPerson.Fields)
            yield return Masked.Fields(field);
        yield return Masked.Fields([.. MarkedPerson.Fields]);
        foreach (var kind in Enum.GetValues<IdentifierKind>())
            yield return new AccessGrant { IdentifierKinds = new HashSet<IdentifierKind> { kind } };
        foreach (var section in new[] { "child-details", "deceased-details", "bride-details", "informant-details", "mother-details", "birth-encounter", "death-encounter", "marriage-encounter" })
            yield return Sections(vitalEvent, section);
    }

    private static AccessGrant Sections(VitalEvent vitalEvent, params string[] codes) =>
        new() { Sections = new Dictionary<VitalEvent, IReadOnlySet<string>> { [vitalEvent] = codes.ToHashSet(StringComparer.Ordinal) } };

    private static Patient Child(IReadOnlyList<Resource> bundle) => bundle.OfType<Patient>().Single();

    private static IEnumerable<string?> SectionsOf(IReadOnlyList<Resource> bundle) =>
        ((Composition)bundle[0]).Section.Select(section => section.Code!.Coding[0].Code);
}
