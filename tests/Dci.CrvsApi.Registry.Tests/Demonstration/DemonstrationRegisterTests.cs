using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Registry.Demonstration;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Tests.Ingest;

namespace Dci.CrvsApi.Registry.Tests.Demonstration;

[TestFixture]
internal sealed class DemonstrationRegisterTests
{
    private static readonly DemonstrationCounts Few = new() { Births = 40, Deaths = 12, Marriages = 12, Divorces = 3, FetalDeaths = 3, Adoptions = 3 };
    private static readonly DemonstrationRegister Small = new(1, DemonstrationCounts.Small);
    private static readonly List<RecordEntry> Entries = [.. Small.Records()];
    private static readonly List<VitalRecord> Records = [.. Entries.Select(entry => entry.Record)];

    [FsCheck.NUnit.Property(MaxTest = 5)]
    public void What_it_writes_the_importer_reads_as_the_same_record(int seed)
    {
        var register = new DemonstrationRegister(seed, Few);
        var places = new PlaceTree([.. register.Places]);
        var renderer = new RecordRenderer(PersonMapping.Default);

        foreach (var entry in register.Records().Concat(register.AsFirstRegistered()))
        {
            var bundle = SampleFiles.Accepted(entry.Bundle);

            Assert.That(bundle.Differs, Is.False);
            Assert.That(JsonSerializer.Serialize(bundle.Record), Is.EqualTo(JsonSerializer.Serialize(entry.Record)));
            Assert.That(Texts(renderer.Renditions(bundle.Record!, places)), Is.EqualTo(Texts(entry.Renditions)));
        }
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_gives_others()
    {
        var again = new DemonstrationRegister(1, DemonstrationCounts.Small).Records().Select(Bytes);

        Assert.That(again, Is.EqualTo(Entries.Select(Bytes)));
        Assert.That(new DemonstrationRegister(2, DemonstrationCounts.Small).Records().Select(Bytes), Is.Not.EqualTo(Entries.Select(Bytes)));
    }

    [Test]
    public void Any_slice_can_be_made_alone_on_any_thread()
    {
        var halves = Enumerable.Range(0, 8).AsParallel().AsOrdered()
            .SelectMany(slice => Small.Records(slice * 300L, 300).Select(Bytes).ToList());

        Assert.That(halves, Is.EqualTo(Entries.Select(Bytes)));
    }

    [Test]
    public void No_id_or_number_is_given_twice()
    {
        Assert.That(Records.Select(record => record.RecordId), Is.Unique);
        Assert.That(Records.Select(record => (record.Event, record.TrackingId)), Is.Unique);
        Assert.That(Records.Where(record => record.RegistrationNumber is not null).Select(record => (record.Event, record.RegistrationNumber)), Is.Unique);
        Assert.That(
            Of(VitalEvent.LiveBirth).Select(birth => NationalId(birth.People[0])).OfType<string>(),
            Is.Unique.And.All.Length.EqualTo(10));
    }

    [Test]
    public void It_has_as_many_of_each_event_as_asked_for() =>
        Assert.That(
            Records.CountBy(record => record.Event).Select(pair => (pair.Key, (long)pair.Value)),
            Is.EqualTo(new[]
            {
                (VitalEvent.LiveBirth, Small.Counts.Births),
                (VitalEvent.Death, Small.Counts.Deaths),
                (VitalEvent.Marriage, Small.Counts.Marriages),
                (VitalEvent.Divorce, Small.Counts.Divorces),
                (VitalEvent.FetalDeath, Small.Counts.FetalDeaths),
                (VitalEvent.Adoption, Small.Counts.Adoptions),
            }));

    [Test]
    public void Nothing_happens_after_the_day_on_which_it_stands_still()
    {
        var today = DemonstrationRegister.ReferenceDay;

        Assert.That(Records.Select(record => record.EventDate!.Value.First), Is.All.LessThanOrEqualTo(today));
        Assert.That(Records.Select(record => record.RegisteredOn ?? today), Is.All.LessThanOrEqualTo(today));
        Assert.That(Records.Where(record => record.RegisteredOn < record.EventDate!.Value.First), Is.Empty);
        Assert.That(Records.Where(record => record.People.Any(person => person.DeathDate?.Last < person.BirthDate?.First)), Is.Empty);
    }

    [Test]
    public void Every_place_of_a_record_is_in_the_tree()
    {
        var places = new PlaceTree([.. Small.Places]);
        var named = Records.SelectMany(record => new[] { record.OfficeId, record.Place?.LocationId, record.Place?.AreaId }).OfType<string>().Distinct();

        Assert.That(named.Where(id => places.Find(id) is null), Is.Empty);
        Assert.That(Small.Places.Select(place => place.Id), Is.Unique);
        Assert.That(Small.Places.Select(place => Normalised.Name(place.Name)), Is.Unique, "so that a place can be asked for by name");
    }

    [Test]
    public void A_third_of_the_deceased_were_born_in_the_register()
    {
        var born = Of(VitalEvent.LiveBirth).Where(birth => birth.Status.IsLegallyRegistered()).Select(birth => birth.RegistrationNumber).ToHashSet();
        var numbers = Of(VitalEvent.Death)
            .Select(death => death.People[0].Identifiers.FirstOrDefault(identifier => identifier.Kind == IdentifierKind.BirthRegistrationNumber)?.Value)
            .OfType<string>()
            .ToList();

        Assert.That(numbers, Has.Count.EqualTo((Small.Counts.Deaths + 2) / 3));
        Assert.That(numbers, Is.Unique.And.SubsetOf(born));
    }

    [Test]
    public void Parents_have_several_children_twins_among_them()
    {
        var siblings = Of(VitalEvent.LiveBirth)
            .Where(birth => NationalId(birth.People[1]) is not null)
            .GroupBy(birth => NationalId(birth.People[1]))
            .Select(family => family.Select(birth => birth.EventDate!.Value.First).ToList())
            .ToList();

        Assert.That(siblings.Max(dates => dates.Count), Is.EqualTo(3));
        Assert.That(siblings.Count(dates => dates.Count == 2 && dates[0] == dates[1]), Is.GreaterThan(5));
    }

    [Test]
    public void Couples_who_marry_become_parents()
    {
        var mothers = Of(VitalEvent.LiveBirth).Select(birth => NationalId(birth.People[1])).OfType<string>().ToHashSet();

        var brides = Of(VitalEvent.Marriage).Select(marriage => NationalId(marriage.People[0])).OfType<string>().Count(mothers.Contains);

        Assert.That(brides, Is.GreaterThan(100));
    }

    [Test]
    public void It_has_every_kind_of_record_a_newcomer_should_meet()
    {
        var births = Of(VitalEvent.LiveBirth).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(births.SelectMany(birth => birth.People[0].Names.Select(name => name.Language)).Distinct(), Is.EquivalentTo(new[] { "eng", "ara", "ben", "amh", "khm" }));
            Assert.That(births.Select(birth => birth.People[0].Names[0].Language).Distinct().Count(), Is.EqualTo(5), "each script is somebody's default");
            Assert.That(births.Count(birth => birth.EventDate!.Value.ToString().Length == 4), Is.GreaterThan(5));
            Assert.That(births.Count(birth => birth.EventDate!.Value.ToString().Length == 7), Is.GreaterThan(5));
            Assert.That(births.Count(birth => birth.Status == RegistrationStatus.Cancelled), Is.EqualTo(12));
            Assert.That(births.Count(birth => birth.Status == RegistrationStatus.Declared), Is.EqualTo(12));
            Assert.That(births.Count(birth => birth.Place!.LocationId is null), Is.GreaterThan(50), "born at home");
            Assert.That(births.Count(birth => birth.EventDate!.Value.First.Year == DemonstrationRegister.ReferenceDay.Year), Is.GreaterThan(50));
            Assert.That(Records.Count(record => record.Status.IsLegallyRegistered() && record.Event == VitalEvent.LiveBirth), Is.GreaterThan(1000));
        });
    }

    [Test]
    public void Changes_lead_from_the_first_states_to_the_last()
    {
        var first = Small.AsFirstRegistered().ToDictionary(entry => entry.Record.RecordId);
        var changes = Small.Changes().ToList();

        foreach (var change in changes)
        {
            Assert.That(change.Record.LastUpdated, Is.GreaterThan(first[change.Record.RecordId].Record.LastUpdated));
            Assert.That(change.Bundle.Span.SequenceEqual(first[change.Record.RecordId].Bundle.Span), Is.False);
            first[change.Record.RecordId] = change;
        }

        Assert.That(changes, Has.Count.EqualTo(70), "one in forty is corrected, one in a hundred cancelled");
        Assert.That(first.Values.Select(Bytes), Is.EquivalentTo(Entries.Select(Bytes)));
    }

    [Test]
    public void An_empty_register_has_places_only()
    {
        var register = new DemonstrationRegister(1, new DemonstrationCounts());

        Assert.That(register.Records(), Is.Empty);
        Assert.That(register.Places, Is.Not.Empty);
    }

    [Test]
    public void Rare_events_need_no_others() =>
        Assert.That(new DemonstrationRegister(1, new DemonstrationCounts { Divorces = 3, Adoptions = 3, FetalDeaths = 3, Deaths = 3 }).Records().Count(), Is.EqualTo(12));

    private static IEnumerable<VitalRecord> Of(VitalEvent vitalEvent) => Records.Where(record => record.Event == vitalEvent);

    private static string? NationalId(RecordedPerson person) =>
        person.Identifiers.FirstOrDefault(identifier => identifier.Kind == IdentifierKind.NationalId)?.Value;

    private static string Bytes(RecordEntry entry) => Encoding.UTF8.GetString(entry.Bundle.Span);

    private static List<string> Texts(IReadOnlyList<Rendition> renditions) =>
        [.. renditions.Select(rendition => $"{rendition.Subject} {rendition.Language} {Encoding.UTF8.GetString(rendition.Person.Span)}")];
}
