using System.Text;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Registry.Subscriptions.Matching;
using FsCheck.Fluent;

namespace Dci.CrvsApi.Storage.Tests.Searching;

/// <summary>What a filter matches in memory, and what is found by its keys, is what a search finds.</summary>
[TestFixture]
internal sealed class MatchMeaning
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<RecordFacts> _records = [];
    private RegisterStorage _storage = null!;

    [OneTimeSetUp]
    public async Task Fill()
    {
        _storage = _folder.Open();
        await _storage.Places.SaveAsync(RandomRegister.Places, default);
        var places = new PlaceTree(RandomRegister.Places);
        var register = new RandomRegister(20261124);
        var builders = Enumerable.Range(0, 300).Select(register.Record).Append(Twins()).ToList();
        _records.AddRange(builders.Select(builder => builder.Vital()).Where(record => record.Status.IsLegallyRegistered()).Select(record => new RecordFacts(record, places)));
        foreach (var builder in builders)
            await _storage.Writer.SaveAsync(builder.Entry(), default);
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        await _storage.DisposeAsync();
        _folder.Dispose();
    }

    [FsCheck.NUnit.Property(MaxTest = 1500)]
    public FsCheck.Property Matches_what_a_search_finds(int seed)
    {
        var query = Query(seed);
        var matcher = new RecordMatcher(query);

        var matched = _records.Where(matcher.Matches).Select(record => record.Record.RecordId).ToHashSet();

        return matched.SetEquals(Found(query).Select(match => match.RecordId)).Label(string.Join(" | ", query.Branches));
    }

    [FsCheck.NUnit.Property(MaxTest = 1500)]
    public FsCheck.Property Has_a_key_of_every_filter_that_it_fulfils(int seed)
    {
        var query = Query(seed);
        var keys = FilterKeys.Of(query, ChangeKinds.Registration).Keys.Select(Text).ToHashSet();

        var lost = Found(query).Select(match => _records.Single(record => record.Record.RecordId == match.RecordId)).Where(record => !KeysOf(record).Any(keys.Contains));

        return (!lost.Any()).Label(string.Join(" | ", query.Branches));
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public FsCheck.Property Means_the_subject_that_a_search_answers_with(int seed)
    {
        var query = Query(seed);
        var matcher = new RecordMatcher(query);

        return Found(query).All(match => SubjectIn(match) is var answered
            && _records.Single(record => record.Record.RecordId == match.RecordId) is var record
            && (matcher.SubjectOf(record) ?? FirstOf(record.Record)) == answered).Label(string.Join(" | ", query.Branches));
    }

    /// <summary>The properties above would say little if filters were seldom looked up, or keys were had by everybody.</summary>
    [Test]
    public void Looks_up_many_filters_and_finds_few_records_by_their_keys()
    {
        var finds = Enumerable.Range(0, 400).Select(seed => FilterKeys.Of(Query(seed), ChangeKinds.Registration)).Where(keys => !keys.Scanned).ToList();

        var found = finds.Average(keys => _records.Count(record => KeysOf(record).Any(keys.Keys.Select(Text).Contains)));

        Assert.That(finds, Has.Count.GreaterThan(30));
        Assert.That(found, Is.LessThan(_records.Count / 2));
    }

    private static FhirQuery Query(int seed) => new RandomRegister(seed).Query() with { Sort = [], Page = new PageRequest(1_000, 1), Language = null };

    private IReadOnlyList<RecordMatch> Found(FhirQuery query) =>
        ((SearchOutcome.Page)_storage.Registry.SearchAsync(query, default).AsTask().GetAwaiter().GetResult()).Records;

    private static HashSet<string> KeysOf(RecordFacts record) => [.. RecordKeys.Of(
        new RecordChange
        {
            Number = 1,
            EventId = Guid.Empty,
            Kind = ChangeKind.Registered,
            RecordId = record.Record.RecordId,
            Event = record.Record.Event,
            Version = 1,
            At = record.Record.LastUpdated,
            Announced = true,
        },
        record).Select(Text)];

    /// <summary>Two in the role of the first subject: a search compares the dates of the first, and the names of both.</summary>
    private static RecordBuilder Twins() => RecordBuilder.Birth("twins").WithPeople(
        RecordBuilder.Person(PersonRole.Child) with { BirthDate = PartialDate.OfYear(2021), Names = [new RecordedName { Surname = "Bo" }] },
        RecordBuilder.Person(PersonRole.Child) with { MarriageDate = PartialDate.OfYear(2021), Sex = Sex.Female, Names = [new RecordedName { Surname = "Zoe" }] });

    private static PersonRole FirstOf(VitalRecord record) =>
        PersonRoles.SubjectsOf(record.Event).FirstOrDefault(role => record.People.Any(person => person.Role == role), PersonRoles.SubjectsOf(record.Event)[0]);

    private static PersonRole SubjectIn(RecordMatch match) => Enum.Parse<PersonRole>(Encoding.UTF8.GetString(match.Person.Span).Split('/')[1]);

    private static string Text(ReadOnlyMemory<byte> key) => Convert.ToHexString(key.Span);
}
