using System.Text.Json;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Queries.Attributes;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Queries;

public sealed class TranslationProperties
{
    private const string Secret = "Zzyzx Q. 19840102-7";

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Every_condition_is_in_the_query_or_the_question_is_refused(int seed)
    {
        var question = new RandomQuestion(seed);
        if (Ask.Expression(question.Json()).Translation() is not Translation.Translated translated)
            return;

        var text = string.Join('\n', FhirSearchText.Of(translated.Query));
        for (var leaf = 0; leaf < question.Leaves; leaf++)
            Assert.That(text, Does.Contain(question.TokenOf(leaf)), question.AttributeOf(leaf));
        Assert.That(translated.UsedAttributes, Is.EquivalentTo(Enumerable.Range(0, question.Leaves).Select(question.AttributeOf).Distinct()));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void The_query_is_true_where_the_question_is_certainly_true(int seed)
    {
        var question = new RandomQuestion(seed);
        if (Ask.Expression(question.Json()).Translation() is not Translation.Translated translated)
            return;

        for (var round = 0; round < 10; round++)
        {
            for (var leaf = 0; leaf < question.Leaves; leaf++)
                question.Shuffle(leaf);
            foreach (var vitalEvent in Enum.GetValues<VitalEvent>())
            {
                var branch = translated.Query.Branches.SingleOrDefault(branch => branch.Event == vitalEvent);
                Assert.That(branch is not null && question.Holds(branch.Filter), Is.EqualTo(question.Holds(vitalEvent, asked: false) == true), question.Json());
            }
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void A_question_about_one_event_keeps_its_meaning_or_is_refused_for_what_the_event_lacks(int seed)
    {
        var question = new RandomQuestion(seed);
        var vitalEvent = Enum.GetValues<VitalEvent>()[(seed & 0xffff) % 6];
        var supported = Enumerable.Range(0, question.Leaves).All(leaf => AttributeTable.TryFind(question.AttributeOf(leaf), out var attribute) && attribute!.On(vitalEvent) is not null);
        var translation = Ask.Expression(question.Json()).Of(vitalEvent.ToString()).Translation();
        Assert.That(translation is Translation.Translated, Is.EqualTo(supported));
        if (translation is not Translation.Translated translated)
            return;

        for (var leaf = 0; leaf < question.Leaves; leaf++)
            question.Shuffle(leaf);
        Assert.That(question.Holds(translated.Query.Branches.Single().Filter), Is.EqualTo(question.Holds(vitalEvent, asked: true)), question.Json());
    }

    [FsCheck.NUnit.Property(MaxTest = 2_000)]
    public void Whatever_is_sent_is_translated_or_refused_and_no_value_is_repeated(int seed)
    {
        var json = new RandomJson(seed).Write();
        var ask = Ask.For(RandomJson.Pick(seed, "expression", "predicate", "idtype-value", "namedQuery", "sync", "", "?"), json)
            .Of(RandomJson.Pick(seed / 7, null, "birth", "death", "marriage", "nonsense"));
        switch (ask.Translation())
        {
            case Translation.Translated translated:
                Assert.That(translated.Query.Branches, Is.Not.Empty);
                Assert.That(FhirSearchText.Masked(translated.Query), Has.None.Contains("Zzyzx"));
                break;
            case Translation.Refused refused:
                Assert.That(refused.Faults, Is.Not.Empty);
                Assert.That(refused.Faults, Has.All.Matches<QueryFault>(fault => fault!.Detail.Length is > 0 and < 999 && !fault.Detail.Contains("Zzyzx", StringComparison.OrdinalIgnoreCase)), json);
                break;
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void A_value_never_becomes_anything_but_a_value(string value)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Any(char.IsSurrogate) || value.Any(char.IsControl))
            return;
        var query = Ask.That("event_place", "eq", JsonSerializer.Serialize(value)).Of("birth").Translated().Query;
        Assert.That(query.Branches.Single().Filter, Is.InstanceOf<FhirFilter.InPlace>());
        Assert.That(((FhirFilter.InPlace)query.Branches.Single().Filter).Values, Is.EqualTo(new[] { value }));
    }

    /// <summary>Random JSON out of the words that the reader knows.</summary>
    private sealed class RandomJson(int seed)
    {
        private static readonly string[] Names =
        [
            "$and", "$or", "$not", "$nor", "$eq", "$ne", "$gte", "$in", "$regex", "seq", "or", "type", "value", "query", "expression", "collection", "seq_num", "condition",
            "expression1", "expression2", "attribute_name", "attribute", "operator", "attribute_value", "query_name", "query_params", "BRN", "birth_date", "name", "surname",
            "identifier_type", "identifier_value", "gte", "lte", "@type", "term", "values", "", "age", "identifier", "parent1_identifier", "last_updated", "sex",
        ];

        private static readonly string[] Texts =
        [
            Secret, "", " ", "eq", "ge", "in", "and", "or", "not", "range", "birth_date", "BRN", "UIN", "2020", "2020-13-45", "ns:org:QueryType:NoSql", "getBirthByBRN", "Person", "male",
            "\\u0000", "\\ud800", "\\u202e", "'; drop table record; --", "9999-12-31", "0001-01-01T00:00:00+14:00", "Li,Diaz",
        ];

        private readonly Random _random = new(seed);

        public static T Pick<T>(int seed, params T[] items) => items[(seed & 0xffff) % items.Length];

        public string Write() => Write(6);

        private string Write(int depth) => (depth == 0 ? _random.Next(4) : _random.Next(10)) switch
        {
            0 or 1 => $"\"{Texts[_random.Next(Texts.Length)]}\"",
            2 => new[] { "0", "-1", "1e400", "2020", "10.0", "1e999999" }[_random.Next(6)],
            3 => new[] { "null", "true", "false" }[_random.Next(3)],
            4 or 5 => $"[{string.Join(',', Enumerable.Range(0, _random.Next(4)).Select(_ => Write(depth - 1)))}]",
            _ => $"{{{string.Join(',', Enumerable.Range(0, _random.Next(4)).Select(_ => $"\"{Names[_random.Next(Names.Length)]}\":{Write(depth - 1)}"))}}}",
        };
    }
}
