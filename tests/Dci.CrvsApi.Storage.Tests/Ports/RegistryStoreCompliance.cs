using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using static Dci.CrvsApi.Storage.Tests.RecordBuilder;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class RegistryStoreCompliance : StoreFixture
{
    private static readonly DateOnly Day = new(2024, 5, 4);

    [Test]
    public async Task Finds_nothing_in_an_empty_register()
    {
        var page = await Find(Query.Births(Query.Everything));

        Assert.That((page.Total, page.Records.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Answers_with_the_person_as_it_was_rendered()
    {
        await Save(Birth());

        var match = (await Find(Query.ByNumber("NORECORD1"))).Records.Single();

        Assert.That((match.RecordId, match.Event, match.Language), Is.EqualTo(("record-1", VitalEvent.LiveBirth, (string?)null)));
        Assert.That(match.Person.ToArray(), Is.EqualTo(Rendered("record-1", PersonRole.Child, null)));
    }

    [Test]
    public async Task Pages_with_exact_totals_and_an_empty_page_after_the_last()
    {
        for (var i = 0; i < 7; i++)
            await Save(Birth($"r{i}"));

        var filter = Query.Happened(Comparison.Ge, Day);
        Assert.That(await Ids(Query.Births(filter, 3, 1)), Is.EqualTo(new[] { "r0", "r1", "r2" }));
        Assert.That(await Ids(Query.Births(filter, 3, 3)), Is.EqualTo(new[] { "r6" }));
        Assert.That(await Ids(Query.Births(filter, 3, 4)), Is.Empty);
        Assert.That((await Find(Query.Births(filter, 3, 2))).Total, Is.EqualTo(7));
        Assert.That((await Find(Query.Births(filter, 3, 4))).Total, Is.EqualTo(7));
    }

    [TestCase(1)]
    [TestCase(7)]
    public async Task Pages_through_very_many_in_the_order_they_were_stored(int step)
    {
        const int count = 5000;
        var days = Enumerable.Range(0, count).Select(i => Day.AddDays(i * step % count)).ToList();
        await Storage.Writer.LoadAsync(days.Select((day, i) => Birth($"r{i}").On(day).Entry()).ToAsyncEnumerable(), false, null, default);
        var from = Day.AddDays(1000);
        var expected = Enumerable.Range(0, count).Where(i => days[i] >= from).Select(i => $"r{i}").ToList();

        foreach (var number in new[] { 1, 2, 10, 38, 40, 41 })
        {
            var page = await Find(Query.Births(Query.Happened(Comparison.Ge, from), 100, number));

            Assert.That(page.Total, Is.EqualTo(expected.Count));
            Assert.That(page.Records.Select(record => record.RecordId), Is.EqualTo(expected.Skip((number - 1) * 100).Take(100)));
        }
    }

    [Test]
    public async Task Refuses_to_sort_very_many_without_an_index()
    {
        await Storage.Writer.LoadAsync(Enumerable.Range(0, 10_001).Select(i => Birth($"r{i}").Entry()).ToAsyncEnumerable(), false, null, default);

        var byFamily = new SortKey(SortParameter.SubjectFamily, false);
        Assert.That(
            await Storage.Registry.SearchAsync(Query.Births(Query.Everything, 10, 1, byFamily), default),
            Is.EqualTo(new SearchOutcome.SortTooWide(10_000)));
        Assert.That(
            await Storage.Registry.SearchAsync(Query.Births(Query.Everything, 10, 1, new SortKey(SortParameter.EventDate, true)), default),
            Is.InstanceOf<SearchOutcome.Page>());
    }

    [Test]
    public async Task Counts_anew_after_every_change()
    {
        await Save(Birth("a"));
        await Save(Birth("b"));
        var query = Query.Births(Query.Everything, 1);
        Assert.That((await Find(query)).Total, Is.EqualTo(2));

        await Save(Birth("c"));
        Assert.That((await Find(query)).Total, Is.EqualTo(3));

        await Save(Birth("c").InStatus(RegistrationStatus.Cancelled).Saying("x"));
        Assert.That((await Find(query)).Total, Is.EqualTo(2));
    }

    [Test]
    public async Task Says_when_a_page_is_too_deep()
    {
        Assert.That(await Storage.Registry.SearchAsync(Query.Births(Query.Everything, 1000, 101), default), Is.InstanceOf<SearchOutcome.Page>());
        Assert.That(
            await Storage.Registry.SearchAsync(Query.Births(Query.Everything, 1000, 102), default),
            Is.EqualTo(new SearchOutcome.TooDeep(100_000)));
        Assert.That(
            await Storage.Registry.SearchAsync(Query.Births(Query.Everything, int.MaxValue, int.MaxValue), default),
            Is.EqualTo(new SearchOutcome.TooDeep(100_000)));
    }

    [Test]
    public async Task Finds_children_by_the_identifiers_of_their_parents()
    {
        var mother = new RecordedPerson { Role = PersonRole.Mother, Identifiers = [new(IdentifierKind.NationalId, "id-42")] };
        await Save(Birth("a").WithPeople(Person(PersonRole.Child), mother));
        await Save(Birth("b"));

        Assert.That(await Ids(Query.Births(Query.NationalId("ID42", PersonRole.Mother, PersonRole.Father))), Is.EqualTo(new[] { "a" }));
        Assert.That(await Ids(Query.Births(Query.NationalId("ID42", PersonRole.Child))), Is.Empty);
    }

    [Test]
    public async Task Finds_a_record_by_any_of_several_numbers_once()
    {
        var child = new RecordedPerson { Role = PersonRole.Child, Identifiers = [new(IdentifierKind.BirthRegistrationNumber, "17")] };
        await Save(Birth("a").Numbered("17").WithPeople(child));

        var either = new FhirFilter.Or(
        [
            new FhirFilter.RecordNumber(RecordNumberParameter.RegistrationNumber, Comparison.Eq, ["17"]),
            new FhirFilter.Identifier(IdentifierKind.BirthRegistrationNumber, [PersonRole.Child], Comparison.Eq, ["17"]),
        ]);

        Assert.That((await Find(Query.Births(either))).Total, Is.EqualTo(1));
        Assert.That((await Find(Query.Births(new FhirFilter.And([either, Query.Happened(Comparison.Eq, Day)])))).Total, Is.EqualTo(1));
    }

    [Test]
    public async Task Pages_a_number_that_very_many_share()
    {
        for (var i = 0; i < 70; i++)
            await Save(Birth($"r{i:00}").WithPeople(new RecordedPerson { Role = PersonRole.Child, Identifiers = [new(IdentifierKind.NationalId, "0")] }));

        var page = await Find(Query.Births(Query.NationalId("0", PersonRole.Child), 30, 3));

        Assert.That(page.Total, Is.EqualTo(70));
        Assert.That(page.Records.Select(record => record.RecordId), Is.EqualTo(Enumerable.Range(60, 10).Select(i => $"r{i:00}")));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Answers_with_the_spouse_whose_identifier_was_asked(bool withAnotherCondition)
    {
        var bride = new RecordedPerson { Role = PersonRole.Bride, Identifiers = [new(IdentifierKind.NationalId, "1")] };
        var groom = new RecordedPerson { Role = PersonRole.Groom, Identifiers = [new(IdentifierKind.NationalId, "2")] };
        await Save(Marriage("m").WithPeople(bride, groom));

        Assert.That(await Subject("1"), Is.EqualTo(Rendered("m", PersonRole.Bride, null)));
        Assert.That(await Subject("2"), Is.EqualTo(Rendered("m", PersonRole.Groom, null)));

        async Task<byte[]> Subject(string id)
        {
            var filter = Query.NationalId(id, PersonRole.Bride, PersonRole.Groom);
            var query = Query.Marriages(withAnotherCondition ? new FhirFilter.And([filter, Query.Happened(Comparison.Eq, Day)]) : filter);
            return (await Find(query)).Records.Single().Person.ToArray();
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Answers_in_a_language_that_the_record_has_and_says_so(bool byNumber)
    {
        var names = new[] { new RecordedName { Language = "eng", Surname = "Rahman" }, new RecordedName { Language = "ben", Surname = "রহমান" } };
        await Save(Birth("a").WithPeople(new RecordedPerson { Role = PersonRole.Child, Names = names }));
        var query = byNumber ? Query.ByNumber("NOA") : Query.Births(Query.Everything);

        Assert.That(await In("ben"), Is.EqualTo((Text(Rendered("a", PersonRole.Child, "ben")), "ben")));
        Assert.That(await In("eng"), Is.EqualTo((Text(Rendered("a", PersonRole.Child, null)), "eng")));
        Assert.That(await In("fra"), Is.EqualTo((Text(Rendered("a", PersonRole.Child, null)), (string?)null)));
        Assert.That(await In(null), Is.EqualTo((Text(Rendered("a", PersonRole.Child, null)), (string?)null)));

        async Task<(string, string?)> In(string? language)
        {
            var match = (await Find(query with { Language = language })).Records.Single();
            return (Text(match.Person.ToArray()), match.Language);
        }
    }

    [Test]
    public async Task Searches_names_of_every_language_and_each_record_counts_once()
    {
        var names = new[] { new RecordedName { Language = "eng", Surname = "Rahman" }, new RecordedName { Language = "ben", Surname = "রহমান" }, new RecordedName { Surname = "RAHMÁN" } };
        await Save(Birth("a").WithPeople(new RecordedPerson { Role = PersonRole.Child, Names = names }));

        Assert.That((await Find(Query.Births(Query.Family(Normalised.Name("rahman")!, PersonRole.Child)))).Total, Is.EqualTo(1));
        Assert.That((await Find(Query.Births(Query.Family(Normalised.Name("রহমান")!, PersonRole.Child)))).Total, Is.EqualTo(1));
        Assert.That((await Find(Query.Births(Query.Family("RAHMA", PersonRole.Child)))).Total, Is.Zero);
    }

    [Test]
    public async Task Finds_in_a_place_what_happened_in_the_places_inside()
    {
        await Storage.Places.SaveAsync([Area("region", null), Area("district", "region"), Area("ward", "district"), Facility("clinic", "ward"), Area("elsewhere", "region")], default);
        await Save(Birth("a").At("clinic"));
        await Save(Birth("b").At("elsewhere"));
        await Save(Birth("c"));
        await Save(Birth("d").With(record => record with { Place = new EventPlace { AreaId = "ward", Name = "At home" } }));

        Assert.That(await Ids(Query.Births(Query.In("region"))), Is.EqualTo(new[] { "a", "b", "d" }));
        Assert.That(await Ids(Query.Births(Query.In("District"))), Is.EqualTo(new[] { "a", "d" }));
        Assert.That(await Ids(Query.Births(Query.In("Location/ward"))), Is.EqualTo(new[] { "a", "d" }));
        Assert.That(await Ids(Query.Births(Query.In("clinic"))), Is.EqualTo(new[] { "a" }));
        Assert.That(await Ids(Query.Births(Query.In("nowhere"))), Is.Empty);
        Assert.That(await Ids(Query.Births(new FhirFilter.Not(Query.In("nowhere")))), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Follows_places_that_come_late_and_places_that_move()
    {
        await Save(Birth("a").At("clinic").With(record => record with { OfficeId = "office" }));
        await Storage.Places.SaveAsync([Area("region", null), Area("district", "region"), Facility("clinic", "district"), Facility("office", "district")], default);
        Assert.That(await Ids(Query.Births(Query.In("district"))), Is.EqualTo(new[] { "a" }));

        await Storage.Places.SaveAsync([Area("north", null), Area("district", "north")], default);

        Assert.That(await Ids(Query.Births(Query.In("north"))), Is.EqualTo(new[] { "a" }));
        Assert.That(await Ids(Query.Births(Query.In("region"))), Is.Empty);
        Assert.That(await Ids(Query.Births(new FhirFilter.InPlace(PlaceParameter.Office, ["north"]))), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task Sorts_with_missing_values_last_and_ties_in_the_order_of_registration()
    {
        await Save(Birth("a").On(new DateOnly(2024, 1, 2)));
        await Save(Birth("b").With(record => record with { EventDate = null }));
        await Save(Birth("c").On(new DateOnly(2024, 1, 1)));
        await Save(Birth("d").On(new DateOnly(2024, 1, 2)));

        var sort = new SortKey(SortParameter.EventDate, false);
        Assert.That(await Ids(Query.Births(Query.Everything, 50, 1, sort)), Is.EqualTo(new[] { "c", "a", "d", "b" }));
        Assert.That(await Ids(Query.Births(Query.Everything, 50, 1, sort with { Descending = true })), Is.EqualTo(new[] { "a", "d", "c", "b" }));
        Assert.That(await Ids(Query.Births(Query.Everything, 2, 2, sort)), Is.EqualTo(new[] { "d", "b" }));
    }

    [Test]
    public async Task Takes_hostile_values_for_values()
    {
        await Save(Birth());

        foreach (var value in new[] { "", "'; DROP TABLE record; --", "%", "_", "\0", new string('x', 100_000), "😀" })
        {
            Assert.That((await Find(Query.ByNumber(value))).Total, Is.Zero);
            Assert.That((await Find(Query.Births(Query.Family(value, PersonRole.Child)))).Total, Is.Zero);
            Assert.That((await Find(Query.Births(Query.In(value)))).Total, Is.Zero);
        }

        Assert.That((await Find(Query.Births(Query.Everything))).Total, Is.EqualTo(1));
    }

    [TestCaseSource(nameof(WideQueries))]
    public async Task Answers_the_widest_query_that_can_be_asked(FhirFilter filter, bool matches)
    {
        await Save(Birth());

        var query = new FhirQuery([.. Enum.GetValues<VitalEvent>().Select(vitalEvent => new EventQuery(vitalEvent, filter))], [], new PageRequest(50, 1));
        Assert.That((await Find(query)).Total, Is.EqualTo(matches ? 1 : 0));
    }

    private static IEnumerable<TestCaseData> WideQueries()
    {
        string[] numbers = [.. Enumerable.Range(0, 1000).Select(number => $"X{number}")];
        DateRange[] days = [.. Enumerable.Range(0, 1000).Select(number => new DateRange(Day.AddDays(number), Day.AddDays(number + 1)))];
        PersonRole[] people = Enum.GetValues<PersonRole>();
        FhirFilter OfAnyKind(params string[] values) =>
            new FhirFilter.Or([.. Enum.GetValues<IdentifierKind>().Select(kind => new FhirFilter.Identifier(kind, people, Comparison.Eq, values))]);
        FhirFilter none = new FhirFilter.Or([.. numbers.Take(100).Select(number => OfAnyKind(number))]);
        FhirFilter names = new FhirFilter.Or([.. numbers.Take(100).SelectMany(number => new[] { Query.Family(number, people), new FhirFilter.Name(NameParameter.Given, people, Comparison.Eq, [number]) })]);

        yield return new TestCaseData(new FhirFilter.RecordDate(RecordDateParameter.Event, Comparison.Eq, days), true).SetArgDisplayNames("days");
        yield return new TestCaseData(new FhirFilter.Not(new FhirFilter.PersonDate(PersonDateParameter.BirthDate, people, Comparison.Eq, days[..300])), true).SetArgDisplayNames("not born");
        yield return new TestCaseData(new FhirFilter.Not(OfAnyKind(numbers)), true).SetArgDisplayNames("not identified");
        yield return new TestCaseData(new FhirFilter.Not(none), true).SetArgDisplayNames("none of many");
        yield return new TestCaseData(new FhirFilter.And([Query.Happened(Comparison.Eq, Day), none]), false).SetArgDisplayNames("one of many");
        yield return new TestCaseData(new FhirFilter.And([Query.Happened(Comparison.Eq, Day), names]), false).SetArgDisplayNames("one of many names");
        yield return new TestCaseData(new FhirFilter.And([.. Enumerable.Repeat(new FhirFilter.Not(names), 5)]), true).SetArgDisplayNames("not named");
    }

    [Test]
    public void Stops_when_the_caller_has_gone() =>
        Assert.That(async () => await Storage.Registry.SearchAsync(Query.Births(Query.Everything), new CancellationToken(true)), Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void Answers_that_it_is_there() => Assert.That(async () => await Storage.Registry.CheckAsync(default), Throws.Nothing);

    private static Place Area(string id, string? parent) => new() { Id = id, Kind = PlaceKind.Area, Name = id, ParentId = parent };

    private static Place Facility(string id, string parent) => Area(id, parent) with { Kind = PlaceKind.Facility };

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);

    private Task<WriteOutcome> Save(RecordBuilder record) => Storage.Writer.SaveAsync(record.Entry(), default);

    private async Task<SearchOutcome.Page> Find(FhirQuery query) => (SearchOutcome.Page)await Storage.Registry.SearchAsync(query, default);

    private async Task<IReadOnlyList<string>> Ids(FhirQuery query) => [.. (await Find(query)).Records.Select(record => record.RecordId)];
}
