using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Partners;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Search;

namespace Dci.CrvsApi.Benchmarks.Micro;

/// <summary>From an item of a request to a FHIR query: binding and translation, for a look-up and for a page.</summary>
public class TranslationBenchmarks
{
    private static readonly TranslationOptions Options = new(new DateOnly(2026, 11, 23));
    private readonly JsonElement _lookup = ItemOf(Question.Identifier("BRN", "2019-0001234"));
    private readonly JsonElement _page = ItemOf(Question.Births(new DateOnly(2019, 1, 1), new DateOnly(2019, 3, 31), "Northern District", 100));

    [GlobalSetup]
    public void Check()
    {
        if (!TranslateLookup() || !TranslatePage())
            throw new InvalidOperationException("A query of the benchmark is refused.");
    }

    [Benchmark]
    public bool BindLookup() => SearchItemReader.Read(_lookup, 0).Malformed is null;

    [Benchmark]
    public bool TranslateLookup() => Translate(_lookup);

    [Benchmark]
    public bool TranslatePage() => Translate(_page);

    private static bool Translate(JsonElement item) =>
        CriteriaTranslator.Translate(SearchItemReader.Read(item, 0).Criteria!, Options) is Translation.Translated;

    private static JsonElement ItemOf(Question item) =>
        JsonElement.Parse(new MessageWriter(new BenchmarkPartner("bench", "", null), TimeProvider.System).Write([item]))
            .GetProperty("message").GetProperty("search_request")[0];
}
