using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Tests.Contract;

/// <summary>A sample that the server would refuse teaches the wrong thing, unless it says that it is refused.</summary>
public sealed class SearchSamplesTests
{
    private static readonly string[] Refused = ["sync-search.graphql-which-is-refused.request/item-1", "sync-search.batch.request/cannot-be-asked"];

    [TestCaseSource(nameof(Items))]
    public void Are_answered_or_refused_as_they_say(string item, string json)
    {
        var criteria = JsonSerializer.Deserialize(json, DciJson.Default.SearchRequestItem)!.SearchCriteria;

        var translation = CriteriaTranslator.Translate(criteria, new TranslationOptions(new DateOnly(2026, 11, 23)));

        Assert.That(
            translation,
            Refused.Contains(item) ? Is.InstanceOf<Translation.Refused>() : Is.InstanceOf<Translation.Translated>(),
            string.Join(" ", (translation as Translation.Refused)?.Faults.Select(fault => fault.Detail) ?? []));
    }

    private static IEnumerable<TestCaseData> Items() =>
        from sample in RepositoryFiles.Examples
        from item in JsonNode.Parse(sample.Value)!["message"]?["search_request"]?.AsArray() ?? []
        let name = $"{sample.Key}/{item!["reference_id"]}"
        select new TestCaseData(name, item!.ToJsonString()) { TestName = $"{{m}}({name})" };
}
