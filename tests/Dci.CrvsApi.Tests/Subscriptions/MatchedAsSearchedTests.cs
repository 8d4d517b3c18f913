using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Demonstration;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Registry.Subscriptions.Matching;
using Dci.CrvsApi.Storage;
using Dci.CrvsApi.Subscriptions;

namespace Dci.CrvsApi.Tests.Subscriptions;

/// <summary>A subscription is told of the records that a search by its filter would find, no more and no fewer; read from their bundles, as when they change.</summary>
[TestFixture]
internal sealed class MatchedAsSearchedTests
{
    private const int Questions = 400;

    private readonly string _folder = Directory.CreateTempSubdirectory("matched").FullName;
    private readonly Dictionary<string, RecordFacts> _records = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _keys = [];
    private RegisterStorage _storage = null!;
    private PlaceTree _places = null!;

    [OneTimeSetUp]
    public async Task Fill()
    {
        _storage = RegisterStorage.Open(new StorageOptions { DataFolder = _folder }, TimeProvider.System);
        var register = new DemonstrationRegister(7, new DemonstrationCounts { Births = 120, Deaths = 100, Marriages = 60, Divorces = 8, FetalDeaths = 8, Adoptions = 8 });
        await _storage.Places.SaveAsync(register.Places, default);
        await _storage.Writer.LoadAsync(register.Records().ToAsyncEnumerable(), true, null, default);
        _places = await _storage.Places.LoadAsync(default);
        await foreach (var stored in _storage.Writer.ReadAllAsync(default))
        {
            var record = ((BundleReading.Accepted)BundleReader.Read(stored.Bundle)).Bundle.Record!;
            if (record.Status.IsLegallyRegistered())
                _records.Add(record.RecordId, new RecordFacts(record, _places));
        }
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        await _storage.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Finds_by_key_and_matches_what_a_search_finds([Values(1, 2)] int seed)
    {
        var criteria = new RandomCriteria(new Random(seed), [.. _records.Values.Select(record => record.Record)], _places);
        var gate = new SubscriptionGate(TimeProvider.System);
        var partner = Wanted.PartnerWith(new AccessGrant());
        var (asked, hits, looked) = (0, 0, 0);
        while (asked < Questions)
        {
            var element = criteria.Next();
            if (gate.Consider(partner, Wanted.Of(element.GetRawText()), ChangeKinds.Registered) is not SubscriptionPassage.Open open)
                continue;
            asked++;
            var page = (SearchOutcome.Page)await _storage.Registry.SearchAsync(open.Query with { Sort = [], Page = new PageRequest(1_000, 1) }, default);
            var matcher = new RecordMatcher(open.Query);
            var keys = open.Keys.Select(Text).ToHashSet();

            var told = _records.Values.Where(record => KeysOf(record).Any(keys.Contains) && matcher.Matches(record)).Select(record => record.Record.RecordId);

            Assert.That(told, Is.EquivalentTo(page.Records.Select(match => match.RecordId)), element.GetRawText());
            hits += page.Total is > 0 and < 200 ? 1 : 0;
            looked += open.Scanned ? 0 : 1;
        }

        Assert.That(hits, Is.GreaterThan(Questions / 4), "Too few of the questions say anything.");
        Assert.That(looked, Is.GreaterThan(Questions / 6), "Too few of the questions are looked up by key.");
    }

    private IReadOnlyList<string> KeysOf(RecordFacts record)
    {
        if (_keys.TryGetValue(record.Record.RecordId, out var known))
            return known;
        var change = new RecordChange
        {
            Number = 1,
            EventId = Guid.Empty,
            Kind = ChangeKind.Registered,
            RecordId = record.Record.RecordId,
            Event = record.Record.Event,
            Version = 1,
            At = record.Record.LastUpdated,
            Announced = true,
        };
        return _keys[record.Record.RecordId] = [.. RecordKeys.Of(change, record).Select(Text)];
    }

    private static string Text(ReadOnlyMemory<byte> key) => Convert.ToHexString(key.Span);
}
