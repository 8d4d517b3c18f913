using System.Text.Json;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Ingest;

[TestFixture]
internal sealed class SampleBundlesTests
{
    private const string District = "9b5a6c1e-0000-4000-8000-000000000a02";
    private const string SubDistrict = "9b5a6c1e-0000-4000-8000-000000000a05";
    private const string Hospital = "9b5a6c1e-0000-4000-8000-000000000a03";
    private const string Office = "9b5a6c1e-0000-4000-8000-000000000a04";

    [TestCaseSource(typeof(SampleFiles), nameof(SampleFiles.Bundles))]
    public void Is_read_and_its_R4_form_reads_as_the_same(string name)
    {
        var once = SampleFiles.Read(name);
        var again = SampleFiles.Accepted(once.Normalised);

        Assert.That(again.Differs, Is.False);
        Assert.That(JsonSerializer.Serialize(again.Record), Is.EqualTo(JsonSerializer.Serialize(once.Record)));
        Assert.That(JsonSerializer.Serialize(again.Places), Is.EqualTo(JsonSerializer.Serialize(once.Places)));
        Assert.That(once.Differs, Is.EqualTo(!name.StartsWith("r4-", StringComparison.Ordinal)));
    }

    [Test]
    public void A_birth_of_1_6_has_everything_that_OpenCRVS_knows()
    {
        var birth = SampleFiles.Read("opencrvs-1.6-birth.json").Record!;

        Assert.Multiple(() =>
        {
            Assert.That(birth.Event, Is.EqualTo(VitalEvent.LiveBirth));
            Assert.That(birth.Status, Is.EqualTo(RegistrationStatus.Certified));
            Assert.That(birth.RegistrationNumber, Is.EqualTo("2024B7QKDMX"));
            Assert.That(birth.TrackingId, Is.EqualTo("B7QKDMX"));
            Assert.That(birth.EventDate.ToString(), Is.EqualTo("2024-02-27"));
            Assert.That(birth.Place?.LocationId, Is.EqualTo(Hospital));
            Assert.That(birth.OfficeId, Is.EqualTo(Office));
            Assert.That(birth.People.Select(person => person.Role), Is.EqualTo(new[] { PersonRole.Child, PersonRole.Mother, PersonRole.Father, PersonRole.Informant }));
            Assert.That(birth.LastUpdated, Is.EqualTo(new DateTimeOffset(2024, 3, 20, 10, 0, 0, 103, TimeSpan.Zero)));
        });
        var mother = birth.People[1];
        Assert.Multiple(() =>
        {
            Assert.That(mother.Names.Select(name => (name.Language, name.Surname, name.GivenName, name.SecondName)), Is.EqualTo(new[]
            {
                ("eng", "Sollander", "Ingrid", "Maud"),
                ("ben", "সোলান্ডার", "ইংরিদ", (string?)null),
            }));
            Assert.That(mother.Identifiers, Is.EqualTo(new[] { new RecordedIdentifier(IdentifierKind.NationalId, "4400112233") }));
            Assert.That(mother.MarriageDate.ToString(), Is.EqualTo("2020-06-06"));
            Assert.That(mother.MaritalStatus, Is.EqualTo(MaritalStatus.Married));
            Assert.That(mother.Addresses, Has.Count.EqualTo(2));
            Assert.That(mother.Addresses[0].Lines, Is.EqualTo(new[] { "17", "Heron Street", "Old Quay" }));
            Assert.That(mother.Addresses[0].DistrictId, Is.EqualTo(District));
            Assert.That(mother.PhoneNumbers, Is.EqualTo(new[] { "+999700000101" }));
        });
    }

    [Test]
    public void The_day_of_registration_comes_from_the_first_registered_version_of_the_task()
    {
        var birth = SampleFiles.Read("opencrvs-1.6-birth.json").Record!;

        Assert.That(birth.RegisteredOn, Is.EqualTo(new DateOnly(2024, 3, 6)));
        Assert.That(birth.RegisteredOnIsApproximate, Is.False);
    }

    [Test]
    public void A_birthday_made_up_from_an_age_is_known_by_its_year_only()
    {
        var father = SampleFiles.Read("opencrvs-1.6-birth.json").Record!.People.Single(person => person.Role == PersonRole.Father);

        Assert.That(father.BirthDate.ToString(), Is.EqualTo("1994"));
    }

    [Test]
    public void An_address_that_OpenCRVS_wrote_twice_is_read_once()
    {
        var father = SampleFiles.Read("opencrvs-1.6-birth.json").Record!.People.Single(person => person.Role == PersonRole.Father);

        Assert.That(father.Addresses.Single().Lines, Is.EqualTo(new[] { "17", "Heron Street", "Old Quay" }));
    }

    [Test]
    public void A_death_at_home_lies_in_the_smallest_area_it_names()
    {
        var death = SampleFiles.Read("opencrvs-1.6-death.json").Record!;

        Assert.Multiple(() =>
        {
            Assert.That(death.Event, Is.EqualTo(VitalEvent.Death));
            Assert.That(death.Place?.LocationId, Is.Null);
            Assert.That(death.Place?.AreaId, Is.EqualTo(SubDistrict));
            Assert.That(death.Place?.AddressLines, Is.EqualTo(new[] { "17", "Heron Street" }));
            Assert.That(death.EventDate.ToString(), Is.EqualTo("2024-03-30"));
            Assert.That(death.RegisteredOnIsApproximate, Is.True);
            Assert.That(death.People.Select(person => person.Role), Is.EqualTo(new[] { PersonRole.Deceased, PersonRole.Informant }), "the spouse's details are not available");
            Assert.That(death.People[0].MaritalStatus, Is.EqualTo(MaritalStatus.Widowed));
            Assert.That(death.People[0].Names[0].Suffix, Is.Null, "OpenCRVS's suffix is a name taken at marriage");
            Assert.That(death.People[1].Emails, Is.EqualTo(new[] { "torvald@example.org" }));
        });
    }

    [TestCase("opencrvs-1.6-marriage.json", RegistrationStatus.Issued)]
    [TestCase("opencrvs-1.8-marriage.json", RegistrationStatus.Registered)]
    public void A_marriage_has_bride_groom_witnesses_and_its_date(string name, RegistrationStatus status)
    {
        var marriage = SampleFiles.Read(name).Record!;

        Assert.Multiple(() =>
        {
            Assert.That(marriage.Event, Is.EqualTo(VitalEvent.Marriage));
            Assert.That(marriage.Status, Is.EqualTo(status));
            Assert.That(marriage.RegistrationNumber, Does.Match("^202[45]M[48]TTR[0-9]{2}$"));
            Assert.That(marriage.EventDate.ToString(), Is.EqualTo("2024-05-11"));
            Assert.That(marriage.People.Select(person => person.Role), Is.EqualTo(new[] { PersonRole.Bride, PersonRole.Groom, PersonRole.Informant, PersonRole.WitnessOne, PersonRole.WitnessTwo }));
            Assert.That(marriage.People[0].MaritalStatus, Is.EqualTo(MaritalStatus.Married));
            Assert.That(marriage.People[1].Names[0].Surname, Is.EqualTo("Ferreira"));
            Assert.That(marriage.People[3].Names[0].GivenName, Is.EqualTo("Petra"));
            Assert.That(marriage.Place, Is.Not.Null);
            Assert.That(marriage.Place!.AreaId, Is.EqualTo(District));
            Assert.That(marriage.Place.AddressLines, Is.EqualTo(new[] { "Lantern Hall" }));
        });
    }

    [Test]
    public void A_birth_under_correction_is_still_registered()
    {
        var birth = SampleFiles.Read("opencrvs-1.8-birth.json").Record!;

        Assert.That(birth.Status.IsLegallyRegistered(), Is.True);
        Assert.That(birth.RegisteredOn, Is.EqualTo(new DateOnly(2025, 1, 8)), "the day of declaration, for want of a history");
        Assert.That(birth.RegisteredOnIsApproximate, Is.True);
        Assert.That(birth.People[1].Identifiers, Does.Contain(new RecordedIdentifier(IdentifierKind.Other, "CLINIC-88", "Clinic card")));
    }

    [Test]
    public void A_notification_is_no_registration()
    {
        var birth = SampleFiles.Read("opencrvs-birth-notification.json").Record!;

        Assert.That(birth.Status, Is.EqualTo(RegistrationStatus.Notified));
        Assert.That(birth.RecordId, Is.EqualTo("3c1d7b20-0000-4000-8000-000000040001"), "the UUID of its address");
        Assert.That(birth.RegisteredOn, Is.Null);
        Assert.That(birth.People, Has.Count.EqualTo(2));
    }

    [Test]
    public void Plain_R4_keeps_names_in_every_script()
    {
        var birth = SampleFiles.Read("r4-birth-names-in-three-scripts.json").Record!;
        var child = birth.People[0];

        Assert.Multiple(() =>
        {
            Assert.That(child.Names.Select(name => name.Language), Is.EqualTo(new[] { "ara", "eng", "amh" }));
            Assert.That(child.Names[0].Surname, Is.EqualTo("القطان"));
            Assert.That(child.BirthDate.ToString(), Is.EqualTo("2025-02"));
            Assert.That(child.Identifiers, Is.EqualTo(new[]
            {
                new RecordedIdentifier(IdentifierKind.NationalId, "4400330011"),
                new RecordedIdentifier(IdentifierKind.BirthRegistrationNumber, "2025-BR-000451"),
            }));
            Assert.That(birth.People[1].Names[0].MaidenName, Is.EqualTo("Haddad"));
            Assert.That(birth.People[1].Identifiers[0].Kind, Is.EqualTo(IdentifierKind.Passport));
            Assert.That(birth.People[2].Identifiers, Has.Count.EqualTo(1), "the old number is out of use");
            Assert.That(birth.People[2].Names[0].GivenName, Is.EqualTo("Yusuf Al-Qattan"));
            Assert.That(birth.RegisteredOn, Is.EqualTo(new DateOnly(2025, 3, 4)));
            Assert.That(birth.RegisteredOnIsApproximate, Is.False);
        });
    }

    [Test]
    public void A_bundle_of_places_has_no_record()
    {
        var bundle = SampleFiles.Read("places.json");

        Assert.That(bundle.Record, Is.Null);
        Assert.That(bundle.Places.Select(place => (place.Name, place.Kind, place.Code, place.ParentId)), Is.EqualTo(new[]
        {
            ("Quellmoor", PlaceKind.Area, "QM", null),
            ("Brindle Bay", PlaceKind.Area, "QM01", "9b5a6c1e-0000-4000-8000-000000000a01"),
            ("Brindle Bay East", PlaceKind.Area, "QM0102", District),
            ("Brindle Bay Hospital", PlaceKind.Facility, "QMH01", District),
            ("Brindle Bay Civil Registration Office", PlaceKind.Office, "QMO01", (string?)District),
        }));
    }

    [Test]
    public void Each_line_of_the_stream_is_a_bundle()
    {
        var records = SampleFiles.Lines("births.ndjson").Select(line => SampleFiles.Accepted(line).Record!).ToList();

        Assert.That(records.Select(record => record.RegistrationNumber), Is.EqualTo(new[] { "2025BQ1A001", "2025BQ1A002", "2025BQ1A003" }));
    }
}
