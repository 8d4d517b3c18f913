using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage.Sql.Places;
using Dci.CrvsApi.Storage.Sql.Search;
using Dci.CrvsApi.Storage.Sql.Sqlite;

namespace Dci.CrvsApi.Storage.Tests.Sqlite;

/// <summary>The searches that are asked most begin at the index made for them, and none reads the whole table of records.</summary>
[TestFixture]
internal sealed class QueryPlans
{
    private readonly TemporaryFolder _folder = new();
    private SqliteDatabase _database = null!;
    private PlaceBook _places = null!;

    private static readonly DateOnly Day = new(2024, 5, 4);

    private static IEnumerable<TestCaseData> Shapes()
    {
        var period = Query.Happened(Comparison.Eq, Day, Day.AddDays(30));
        yield return Shape("date", period, "COVERING INDEX ix_record_event (event=? AND event_lo>? AND event_lo<?)");
        yield return Shape("since", Query.Happened(Comparison.Ge, Day), "COVERING INDEX ix_record_event (event=? AND event_lo>?)");
        yield return Shape("before", Query.Happened(Comparison.Lt, Day), "COVERING INDEX ix_record_event (event=? AND event_lo<?)");
        yield return Shape("everything", Query.Everything, "COVERING INDEX ix_record_");
        yield return Shape("region and date", new FhirFilter.And([Query.In("region"), period]), "COVERING INDEX ix_record_admin1 (event=? AND admin1_id=? AND event_lo>? AND event_lo<?)");
        yield return Shape("district and date", new FhirFilter.And([Query.In("district"), period]), "COVERING INDEX ix_record_admin2 (event=? AND admin2_id=? AND event_lo>? AND event_lo<?)");
        yield return Shape("ward", Query.In("ward"), "COVERING INDEX ix_record_place (event=? AND place_path>? AND place_path<?)");
        yield return Shape("clinic and date", new FhirFilter.And([Query.In("clinic"), period]), "COVERING INDEX ix_record_place (event=? AND place_path=? AND event_lo>? AND event_lo<?)");
        yield return Shape("office", new FhirFilter.InPlace(PlaceParameter.Office, ["clinic"]), "COVERING INDEX ix_record_office (event=? AND office_path=?)");
        yield return Shape("registered", new FhirFilter.RecordDate(RecordDateParameter.Registration, Comparison.Ge, [new DateRange(Day, Day)]), "COVERING INDEX ix_record_registered (event=? AND reg_date>?)");
        yield return Shape("changed", new FhirFilter.LastUpdated(Comparison.Ge, [new InstantRange(default, default)]), "COVERING INDEX ix_record_updated (event=? AND last_updated>?)");
        yield return Shape("subject's birth", new FhirFilter.PersonDate(PersonDateParameter.BirthDate, [PersonRole.Child], Comparison.Eq, [new DateRange(Day, Day)]), "COVERING INDEX ix_record_birth (event=? AND subj_birth_lo=? AND subj_birth_hi=?)");
        yield return Shape("number", new FhirFilter.And([new FhirFilter.RecordNumber(RecordNumberParameter.RegistrationNumber, Comparison.Eq, ["1"]), period]), "INDEX ux_record_number (event=? AND reg_no_n=?)");
        yield return Shape("tracking id", new FhirFilter.And([new FhirFilter.RecordNumber(RecordNumberParameter.TrackingId, Comparison.Eq, ["1"]), period]), "INDEX ix_record_tracking (event=? AND tracking_n=?)");
        yield return Shape("record id", new FhirFilter.And([new FhirFilter.RecordNumber(RecordNumberParameter.RecordId, Comparison.Eq, ["1"]), period]), "INDEX ux_record_id (record_id=?)");
        yield return Shape("identifier and date", new FhirFilter.And([Query.NationalId("1", PersonRole.Mother, PersonRole.Father), period]), "COVERING INDEX ix_ident_value (kind=? AND value_n=? AND event=? AND role=?)");
        yield return Shape("family", Query.Family("A", PersonRole.Child), "INDEX ix_record_name (event=? AND subj_family_n=?)");
        yield return Shape("mother's family", Query.Family("A", PersonRole.Mother), "INDEX ix_person_name (event=? AND role=? AND family_n=?)");
        yield return Shape("given name", new FhirFilter.Name(NameParameter.Given, [PersonRole.Child], Comparison.Eq, ["A"]), "COVERING INDEX ix_record_name (event=?)");
        yield return Shape("any name", new FhirFilter.Name(NameParameter.Any, [PersonRole.Child], Comparison.Eq, ["A"]), "COVERING INDEX ix_record_name (event=?)");
        yield return Shape("mother's birth", new FhirFilter.PersonDate(PersonDateParameter.BirthDate, [PersonRole.Mother], Comparison.Eq, [new DateRange(Day, Day)]), "COVERING INDEX ix_person_name (event=? AND role=?)");
        yield return Shape("elsewhere", new FhirFilter.Not(Query.In("district")), "COVERING INDEX ix_record_");
    }

    [OneTimeSetUp]
    public async Task Open()
    {
        _database = SqliteDatabase.OpenRegister(_folder.Path, TimeProvider.System);
        var places = new PlaceStore(_database, new PlaceShelf());
        await places.SaveAsync(
        [
            new Place { Id = "region", Kind = PlaceKind.Area, Name = "r" },
            new Place { Id = "district", Kind = PlaceKind.Area, Name = "d", ParentId = "region" },
            new Place { Id = "ward", Kind = PlaceKind.Area, Name = "w", ParentId = "district" },
            new Place { Id = "clinic", Kind = PlaceKind.Facility, Name = "c", ParentId = "ward" },
        ],
        default);
        _places = _database.Read(PlaceBook.Read);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [TestCaseSource(nameof(Shapes))]
    public void Begins_at_its_index(FhirFilter filter, string expected)
    {
        var search = CompiledSearch.Of(Query.Births(filter), _places, _database.Dialect);

        var plan = Plan(search.Extent, search);

        Assert.That(plan, Has.Some.Contains(expected));
        Assert.That(plan, Has.None.Match("^SCAN r\\b(?!.*INDEX)"));
    }

    [Test]
    public void Walks_the_index_in_the_order_asked_for()
    {
        var sorted = Query.Births(Query.Happened(Comparison.Ge, Day), 50, 1, new SortKey(SortParameter.EventDate, true));
        var search = CompiledSearch.Of(sorted, _places, _database.Dialect);

        Assert.That(search.HasIndex, Is.True);
        Assert.That(Plan(search.PageKeys, search), Has.None.EqualTo("USE TEMP B-TREE FOR ORDER BY"));
    }

    private List<string> Plan(string sql, CompiledSearch search) =>
        _database.Read(session =>
        {
            var statement = session.Prepare("EXPLAIN QUERY PLAN " + sql);
            search.Values.BindTo(statement);
            var details = new List<string>();
            while (statement.Read())
                details.Add(statement.Text(3));
            statement.Reset();
            return details;
        });

    private static TestCaseData Shape(string name, FhirFilter filter, string expected) => new TestCaseData(filter, expected).SetArgDisplayNames(name);
}
