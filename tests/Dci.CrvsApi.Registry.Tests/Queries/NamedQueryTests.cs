using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Queries.Criteria;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Queries;

public sealed class NamedQueryTests
{
    [Test]
    public void Reads_the_published_query()
    {
        var translated = Ask.For("namedQuery", """{ "query_name": "DCI:NamedQuery:getBirthByBRNandAreaCode", "query_params": { "BRN": "1111", "area_code": "123" } }""").Translated();
        Assert.Multiple(() =>
        {
            Assert.That(translated.Kind, Is.EqualTo(QueryKind.NamedQuery));
            Assert.That(translated.Kind.WireName(), Is.EqualTo("namedQuery"));
            Assert.That(translated.Events, Is.EqualTo(new[] { VitalEvent.LiveBirth }));
            Assert.That(translated.ExplicitEvent);
            Assert.That(translated.UsedAttributes, Is.EqualTo(new[] { "BRN", "event_place" }));
        });
    }

    [Test]
    public void Answers_every_query_it_lists([ValueSource(nameof(Names))] string name)
    {
        var named = NamedQueries.All.Single(query => query.Name == name);
        var parameters = string.Join(',', named.Parameters.Select(parameter => $"\"{parameter.Name}\":\"1\""));
        var translated = Ask.For("namedQuery", $$"""{ "query_name": "{{name}}", "query_params": { {{parameters}} } }""").Translated();
        Assert.That(translated.UsedAttributes, Is.EqualTo(named.Parameters.Select(parameter => parameter.Attribute)));
        if (named.Event is { } vitalEvent)
            Assert.That(translated.Events, Is.EqualTo(new[] { vitalEvent }));
    }

    [Test]
    public void Is_known_by_its_shape_whatever_the_query_type_says() =>
        Assert.That(Ask.For("predicate", """{ "query_name": "getDeathByDRN", "query_params": { "DRN": "1" } }""").Translated().Kind, Is.EqualTo(QueryKind.NamedQuery));

    [TestCase("""{ "query_name": "getEverything", "query_params": {} }""", "Known are getBirthByBRN,")]
    [TestCase("""{ "query_name": 5, "query_params": {} }""", "Known are getBirthByBRN,")]
    [TestCase("""{ "query_name": "getBirthByBRN" }""", "has to have query_params")]
    [TestCase("""{ "query_name": "getBirthByBRN", "query_params": {} }""", "needs the parameter BRN")]
    [TestCase("""{ "query_name": "getBirthByBRN", "query_params": { "BRN": "1", "UIN": "2" } }""", "has no parameter 'UIN'")]
    [TestCase("""{ "query_name": "getBirthByBRN", "query_params": { "BRN": "" } }""", "'BRN' has no value")]
    [TestCase("""{ "query_name": "getBirthByBRN", "query_params": { "BRN": "1" }, "filter": 1 }""", "unknown member 'filter'")]
    public void Refuses_what_it_does_not_know(string query, string words) =>
        Assert.That(Ask.For("namedQuery", query).Refusal(), Does.Contain(words));

    [Test]
    public void Refuses_an_event_that_contradicts_the_query() =>
        Assert.That(
            Ask.For("namedQuery", """{ "query_name": "getBirthByBRN", "query_params": { "BRN": "1" } }""").Of("death").Refusal(),
            Does.Contain("The reg_event_type asks for Death, but another member of the criteria asks for LiveBirth."));

    private static IEnumerable<string> Names() => NamedQueries.All.Select(query => query.Name);
}
