using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using FsCheck.Fluent;

namespace Dci.CrvsApi.Storage.Tests.Searching;

/// <summary>Any search over any register finds what it means, in the order it means.</summary>
[TestFixture]
internal sealed class SearchMeaning
{
    private readonly TemporaryFolder _folder = new();
    private readonly PlaceTree _places = new(RandomRegister.Places);
    private readonly List<VitalRecord> _records = [];
    private RegisterStorage _storage = null!;

    [OneTimeSetUp]
    public async Task Fill()
    {
        _storage = _folder.Open();
        await _storage.Places.SaveAsync(RandomRegister.Places, default);
        var register = new RandomRegister(20261123);
        var builders = Enumerable.Range(0, 300).Select(register.Record).ToList();
        _records.AddRange(builders.Select(builder => builder.Vital()));
        await _storage.Writer.LoadAsync(builders.Take(200).Select(builder => builder.Entry()).ToAsyncEnumerable(), true, null, default);
        foreach (var builder in builders.Skip(200))
            await _storage.Writer.SaveAsync(builder.Entry(), default);
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        await _storage.DisposeAsync();
        _folder.Dispose();
    }

    [FsCheck.NUnit.Property(MaxTest = 1500)]
    public FsCheck.Property Finds_what_the_filter_means(int seed)
    {
        var query = new RandomRegister(seed).Query();
        var expected = Expected(query).Select(record => record.RecordId).ToList();

        var page = (SearchOutcome.Page)_storage.Registry.SearchAsync(query, default).AsTask().GetAwaiter().GetResult();

        var wanted = expected.Skip((query.Page.Number - 1) * query.Page.Size).Take(query.Page.Size).ToList();
        var found = page.Records.Select(record => record.RecordId).ToList();
        return (page.Total == expected.Count && found.SequenceEqual(wanted))
            .Label($"{Show(query)}\nexpected {expected.Count}: {string.Join(' ', wanted)}\nfound    {page.Total}: {string.Join(' ', found)}");
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public FsCheck.Property Finds_with_a_filter_and_its_negation_everything_once(int seed)
    {
        var filter = new RandomRegister(seed).Filter(2);

        return (Total(filter) + Total(new FhirFilter.Not(filter)) == Total(new FhirFilter.And([]))).Label(filter.ToString());
    }

    /// <summary>The properties above would say little if nearly every search found nothing, or everything.</summary>
    [Test]
    public void Has_searches_that_find_some()
    {
        var totals = Enumerable.Range(0, 300).Select(seed => Expected(new RandomRegister(seed).Query()).Count()).ToList();

        Assert.That(totals.Count(total => total is > 0 and < 100), Is.GreaterThan(100));
    }

    private long Total(FhirFilter filter) =>
        ((SearchOutcome.Page)_storage.Registry.SearchAsync(Query.Births(filter, 1), default).AsTask().GetAwaiter().GetResult()).Total;

    private IEnumerable<VitalRecord> Expected(FhirQuery query)
    {
        var oracle = new Oracle(_places);
        var matching = _records.Where(record => record.Status.IsLegallyRegistered()
            && query.Branches.Any(branch => branch.Event == record.Event && oracle.Matches(record, branch.Filter)));
        return new OracleOrder(_places).Sort(matching, query.Sort);
    }

    private static string Show(FhirQuery query) => string.Join("\n", query.Branches.Select(branch => $"{branch.Event}: {Show(branch.Filter)}")) + $"\n{string.Join(", ", query.Sort)} {query.Page}";

    private static string Show(FhirFilter filter) => filter switch
    {
        FhirFilter.And all => $"({string.Join(" and ", all.Operands.Select(Show))})",
        FhirFilter.Or any => $"({string.Join(" or ", any.Operands.Select(Show))})",
        FhirFilter.Not not => $"not {Show(not.Operand)}",
        FhirFilter.Name name => $"{name.Parameter}[{string.Join('|', name.Roles)}] {name.Comparison} {string.Join('|', name.Values)}",
        FhirFilter.InPlace place => $"in {place.Parameter} {string.Join('|', place.Values)}",
        _ => filter.ToString(),
    };
}
