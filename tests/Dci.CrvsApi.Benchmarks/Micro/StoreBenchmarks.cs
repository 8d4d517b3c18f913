using System.Security.Cryptography;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Demonstration;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage;
using Question = Dci.CrvsApi.Benchmarks.Load.Question;

namespace Dci.CrvsApi.Benchmarks.Micro;

/// <summary>The store by itself, over a generated register: a look-up, a page, and the durable row before an answer.</summary>
public class StoreBenchmarks
{
    private const int Births = 50_000;
    private static readonly TranslationOptions Options = new(DemonstrationRegister.ReferenceDay);
    private readonly string _folder = Directory.CreateTempSubdirectory("crvs-bench").FullName;
    private FhirQuery[] _lookups = [];
    private FhirQuery[] _pages = [];
    private RegisterStorage? _storage;
    private int _next;

    [GlobalSetup]
    public async Task LoadAsync()
    {
        var register = new DemonstrationRegister(7, new DemonstrationCounts { Births = Births });
        _storage = RegisterStorage.Open(new StorageOptions { DataFolder = _folder }, TimeProvider.System);
        await _storage.Places.SaveAsync(register.Places, CancellationToken.None);
        await _storage.Writer.LoadAsync(register.Records().ToAsyncEnumerable(), keepBodies: true, null, CancellationToken.None);
        var registered = register.Records().Select(entry => entry.Record).Where(record => record.Status.IsLegallyRegistered()).ToArray();
        new Random(3).Shuffle(registered);
        _lookups = [.. registered.Take(2000).Select(record => Translate(Question.Identifier("BRN", record.RegistrationNumber!)))];
        _pages = [.. Districts(register).SelectMany(district => Enumerable.Range(2005, 15).Select(year => Translate(TwoYears(district, year))))];
        if ((await LookupAsync(), await PageOfHundredAsync()) is not (1, 100) and var found)
            throw new InvalidOperationException($"The searches of the benchmark find {found} records, not 1 and 100.");
    }

    [Benchmark]
    public ValueTask<int> LookupAsync() => CountAsync(_lookups[_next++ % _lookups.Length]);

    [Benchmark]
    public ValueTask<int> PageOfHundredAsync() => CountAsync(_pages[_next++ % _pages.Length]);

    [Benchmark]
    public Task<bool> RecordAnswerAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var disclosure = new Disclosure("bench", now, "idtype-value", [VitalEvent.LiveBirth], ["0d1f9f0a-6c37-4f5c-9a39-0f5c3a4b7a11"], null);
        return _storage!.Exchanges.TryRecordAsync(
            new Exchange("bench", RandomNumberGenerator.GetBytes(32), now, now.AddMinutes(25), [disclosure]), CancellationToken.None);
    }

    [GlobalCleanup]
    public void Delete()
    {
        _storage?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The most populous areas below the top of the place tree, which the generator names first.</summary>
    private static IEnumerable<string> Districts(DemonstrationRegister register)
    {
        var tops = register.Places.Where(place => place.ParentId is null).Select(place => place.Id).ToHashSet(StringComparer.Ordinal);
        return register.Places.Where(place => place.Kind == PlaceKind.Area && place.ParentId is { } parent && tops.Contains(parent)).Select(place => place.Id).Take(4);
    }

    private static Question TwoYears(string place, int year) => Question.Births(new DateOnly(year, 1, 1), new DateOnly(year + 1, 12, 31), place, 100);

    private static FhirQuery Translate(Question question)
    {
        var criteria = new SearchCriteria
        {
            QueryType = question.QueryType,
            Query = JsonElement.Parse(question.Query),
            RegEventType = "spdci-common:RegistryEventType:LiveBirth",
            Pagination = new Pagination { PageSize = question.PageSize ?? 10 },
        };
        return CriteriaTranslator.Translate(criteria, Options) is Translation.Translated translated
            ? translated.Query
            : throw new InvalidOperationException("A query of the benchmark is refused.");
    }

    private async ValueTask<int> CountAsync(FhirQuery query) =>
        await _storage!.Registry.SearchAsync(query, CancellationToken.None) is SearchOutcome.Page page ? page.Records.Count : -1;
}
