using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Registry.Tests.Queries;

/// <summary>Builds search criteria: a valid predicate by default, one method for each deviation.</summary>
internal sealed record Ask(SearchCriteria Criteria, TranslationOptions Options)
{
    public const string Mark = "&_count=50";

    public static Ask For(string queryType, string query)
    {
        using var document = JsonDocument.Parse(query, new JsonDocumentOptions { MaxDepth = 256 });
        return new Ask(new SearchCriteria { QueryType = queryType, Query = document.RootElement.Clone() }, new TranslationOptions(new DateOnly(2026, 11, 23)));
    }

    public static Ask Id(string type, string value) => For("idtype-value", JsonSerializer.Serialize(new { type, value }));

    public static Ask Predicate(string query) => For("predicate", query);

    public static Ask Expression(string query) => For("expression", query);

    /// <summary>One comparison; the value is JSON.</summary>
    public static Ask That(string attribute, string operation, string value) => Predicate($$"""
        [{ "seq_num": 1, "expression1": { "attribute_name": "{{attribute}}", "operator": "{{operation}}", "attribute_value": {{value}} } }]
        """);

    public Ask Of(string? regEventType) => this with { Criteria = Criteria with { RegEventType = regEventType } };

    public Ask With(Func<SearchCriteria, SearchCriteria> change) => this with { Criteria = change(Criteria) };

    public Ask Under(Func<TranslationOptions, TranslationOptions> change) => this with { Options = change(Options) };

    public Ask SortedBy(string? attribute, string? order) =>
        With(criteria => criteria with { Sort = [new SearchSort { AttributeName = attribute, SortOrder = order }] });

    public Translation Translation() => CriteriaTranslator.Translate(Criteria, Options);

    public Translation.Translated Translated()
    {
        var translation = Translation();
        Assert.That(translation, Is.InstanceOf<Translation.Translated>(), () => string.Join("; ", ((Translation.Refused)translation).Faults));
        return (Translation.Translated)translation;
    }

    /// <summary>The query of the only branch, without what is always there.</summary>
    public string Read()
    {
        var texts = FhirSearchText.Of(Translated().Query);
        Assert.That(texts, Has.Count.EqualTo(1));
        return texts[0].Replace("Composition?type=", "", StringComparison.Ordinal).Replace(Mark, "", StringComparison.Ordinal);
    }

    public IReadOnlyList<string> ReadAll() => FhirSearchText.Of(Translated().Query);

    public IReadOnlyList<QueryFault> Faults()
    {
        var translation = Translation();
        Assert.That(translation, Is.InstanceOf<Translation.Refused>(), "The criteria were not refused.");
        return ((Translation.Refused)translation).Faults;
    }

    /// <summary>The details of all faults, each with its code.</summary>
    public string Refusal() => string.Join("; ", Faults().Select(fault => $"{fault.Code}: {fault.Detail}"));
}
