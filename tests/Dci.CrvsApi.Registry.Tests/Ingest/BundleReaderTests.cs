using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Ingest;

[TestFixture]
internal sealed class BundleReaderTests
{
    private const string Sample = "r4-birth-names-in-three-scripts.json";

    [TestCase("IN_PROGRESS", RegistrationStatus.Notified)]
    [TestCase("DECLARED", RegistrationStatus.Declared)]
    [TestCase("DECLARATION_UPDATED", RegistrationStatus.Declared)]
    [TestCase("REINSTATED", RegistrationStatus.Declared)]
    [TestCase("WAITING_VALIDATION", RegistrationStatus.Validated)]
    [TestCase("VALIDATED", RegistrationStatus.Validated)]
    [TestCase("REGISTERED", RegistrationStatus.Registered)]
    [TestCase("CERTIFIED", RegistrationStatus.Certified)]
    [TestCase("ISSUED", RegistrationStatus.Issued)]
    [TestCase("CORRECTION_REQUESTED", RegistrationStatus.CorrectionRequested)]
    [TestCase("REJECTED", RegistrationStatus.Rejected)]
    [TestCase("ARCHIVED", RegistrationStatus.Archived)]
    [TestCase("CANCELLED", RegistrationStatus.Cancelled)]
    [TestCase("REVOKED", RegistrationStatus.Cancelled)]
    public void Knows_where_a_record_stands(string code, RegistrationStatus expected)
    {
        var record = Read(bundle => Coding(Resource(bundle, "Task"), "businessStatus")["code"] = code).Record!;

        Assert.That(record.Status, Is.EqualTo(expected));
        Assert.That(record.RegisteredOn.HasValue, Is.EqualTo(expected.IsLegallyRegistered() || expected == RegistrationStatus.Cancelled));
    }

    [Test]
    public void Refuses_a_status_it_does_not_know() =>
        Assert.That(Faults(bundle => Coding(Resource(bundle, "Task"), "businessStatus")["code"] = "PERHAPS").Single().Path, Is.EqualTo("Task.businessStatus"));

    [Test]
    public void Refuses_a_record_without_a_task() =>
        Assert.That(Faults(bundle => Entries(bundle).Remove(Resource(bundle, "Task").Parent)).Select(fault => fault.Path), Does.Contain("Task"));

    [Test]
    public void Refuses_a_record_about_nobody() =>
        Assert.That(Faults(bundle => Resource(bundle, "Composition")["section"]!.AsArray().RemoveAt(0)).Single().Path, Is.EqualTo("Composition.section"));

    [Test]
    public void Refuses_an_event_it_does_not_keep() =>
        Assert.That(
            Faults(bundle =>
            {
                Coding(Resource(bundle, "Composition"), "type")["code"] = "graduation-declaration";
                Coding(Resource(bundle, "Task"), "code")["code"] = "GRADUATION";
            }).Single().Path,
            Is.EqualTo("Composition.type"));

    [Test]
    public void Refuses_two_records_at_once() =>
        Assert.That(
            Faults(bundle =>
            {
                var second = Resource(bundle, "Composition").Parent!.DeepClone().AsObject();
                second.Remove("fullUrl");
                second["resource"]!["id"] = "another";
                Entries(bundle).Add(second);
            }).Single().Reason,
            Does.Contain("more than one"));

    [TestCase("death-declaration", "DEATH", "deceased-details", VitalEvent.Death)]
    [TestCase("death-application", "x", "deceased-details", VitalEvent.Death)]
    [TestCase("fetal-death-declaration", "FETAL_DEATH", "deceased-details", VitalEvent.FetalDeath)]
    [TestCase("marriage-notification", "MARRIAGE", "bride-details", VitalEvent.Marriage)]
    [TestCase("divorce-declaration", "DIVORCE", "groom-details", VitalEvent.Divorce)]
    [TestCase("adoption-declaration", "ADOPTION", "child-details", VitalEvent.Adoption)]
    [TestCase("document", "BIRTH", "child-details", VitalEvent.LiveBirth)]
    public void Tells_the_event_by_the_document_then_by_the_task(string type, string taskCode, string section, VitalEvent expected)
    {
        var record = Read(bundle =>
        {
            Coding(Resource(bundle, "Composition"), "type")["code"] = type;
            Coding(Resource(bundle, "Task"), "code")["code"] = taskCode;
            Coding(Resource(bundle, "Composition")["section"]![0]!.AsObject(), "code")["code"] = section;
        }).Record!;

        Assert.That(record.Event, Is.EqualTo(expected));
    }

    [Test]
    public void A_divorce_is_dated_by_its_encounter()
    {
        var record = Read(bundle =>
        {
            Coding(Resource(bundle, "Composition"), "type")["code"] = "divorce-declaration";
            Coding(Resource(bundle, "Composition")["section"]![0]!.AsObject(), "code")["code"] = "bride-details";
            Resource(bundle, "Encounter")["period"] = new JsonObject { ["start"] = "2025-06" };
        }).Record!;

        Assert.That(record.EventDate.ToString(), Is.EqualTo("2025-06"));
        Assert.That(record.People[0].MaritalStatus, Is.EqualTo(MaritalStatus.Divorced));
    }

    [Test]
    public void A_date_time_keeps_the_day_as_written()
    {
        var record = Read(bundle =>
        {
            Coding(Resource(bundle, "Composition"), "type")["code"] = "death-declaration";
            Coding(Resource(bundle, "Composition")["section"]![0]!.AsObject(), "code")["code"] = "deceased-details";
            Resource(bundle, "Patient")["deceasedDateTime"] = "2025-03-01T23:30:00-11:00";
        }).Record!;

        Assert.That(record.EventDate.ToString(), Is.EqualTo("2025-03-01"));
    }

    [Test]
    public void Without_a_history_the_last_touch_of_a_registered_task_is_near_enough()
    {
        var record = Read(bundle => Resource(bundle, "Task").Remove("extension")).Record!;

        Assert.That(record.RegisteredOn, Is.EqualTo(new DateOnly(2025, 3, 10)));
        Assert.That(record.RegisteredOnIsApproximate, Is.True);
    }

    [Test]
    public void A_bare_string_is_a_type_of_an_identifier()
    {
        var record = Read(bundle => Resource(bundle, "Patient")["identifier"] = new JsonArray(new JsonObject { ["type"] = "NATIONAL_ID", ["value"] = " 77 " })).Record!;

        Assert.That(record.People[0].Identifiers[0], Is.EqualTo(new RecordedIdentifier(IdentifierKind.NationalId, "77")));
    }

    [Test]
    public void Names_of_one_language_are_one_name()
    {
        var record = Read(bundle => Resource(bundle, "Patient")["name"] = new JsonArray(
            new JsonObject { ["use"] = "nickname", ["given"] = new JsonArray("Lulu") },
            new JsonObject { ["use"] = "en", ["family"] = "First" },
            new JsonObject { ["use"] = "en", ["family"] = "Second" },
            new JsonObject { ["use"] = "zz-unknown", ["family"] = "Third" })).Record!;

        Assert.That(record.People[0].Names.Select(name => (name.Language, name.Surname)), Is.EqualTo(new[] { ("eng", "First"), (null, "Third") }));
    }

    [Test]
    public void An_inactive_patient_is_nobody_but_a_subject_always_is_somebody()
    {
        var record = Read(bundle =>
        {
            foreach (var patient in Entries(bundle).Select(entry => entry!["resource"]!.AsObject()).Where(resource => resource["resourceType"]!.GetValue<string>() == "Patient"))
                patient["active"] = false;
        }).Record!;

        Assert.That(record.People.Select(person => person.Role), Is.EqualTo(new[] { PersonRole.Child, PersonRole.Mother }));
    }

    [Test]
    public void A_place_outside_the_bundle_is_known_by_its_id() =>
        Assert.That(Read(_ => { }).Record!.Place, Is.EqualTo(new EventPlace { LocationId = "9b5a6c1e-0000-4000-8000-000000000a03" }));

    private static IncomingBundle Read(Action<JsonObject> change) => SampleFiles.Accepted(Encoding.UTF8.GetBytes(Changed(change)));

    private static IReadOnlyList<BundleFault> Faults(Action<JsonObject> change) => SampleFiles.Faults(Changed(change));

    private static string Changed(Action<JsonObject> change)
    {
        var bundle = JsonNode.Parse(SampleFiles.Bytes(Sample))!.AsObject();
        change(bundle);
        return bundle.ToJsonString();
    }

    private static JsonArray Entries(JsonObject bundle) => bundle["entry"]!.AsArray();

    private static JsonObject Resource(JsonObject bundle, string type) =>
        Entries(bundle).Select(entry => entry!["resource"]!.AsObject()).First(resource => resource["resourceType"]!.GetValue<string>() == type);

    private static JsonObject Coding(JsonObject node, string member) => node[member]!["coding"]![0]!.AsObject();
}
