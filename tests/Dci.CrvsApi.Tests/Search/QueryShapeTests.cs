using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Contract;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Search;

/// <summary>Every shape of a query that is seen on the wire, through the real server.</summary>
internal sealed class QueryShapeTests
{
    private const string Year = "1996";
    private readonly SocialProtectionSystem _partner = DemoServer.Partner();

    /// <summary>Different ways to ask for the births of one year.</summary>
    private static readonly (string Name, string QueryType, string Query)[] SameQuestion =
    [
        ("predicate with two expressions", "predicate", """[{"seq_num":1,"expression1":{"attribute_name":"birth_date","operator":"ge","attribute_value":"1996-01-01"},"condition":"and","expression2":{"attribute_name":"birth_date","operator":"le","attribute_value":"1996-12-31"}}]"""),
        ("predicates in a list", "predicate", """[{"seq_num":2,"expression1":{"attribute_name":"birthdate","operator":"lte","attribute_value":"1996-12-31"}},{"seq_num":1,"expression1":{"attribute_name":"birthDate","operator":"gte","attribute_value":"1996-01-01"}}]"""),
        ("predicates under expression", "expression", """[{"seq_num":"","expression1":{"attribute_name":"birth_date","operator":"eq","attribute_value":"1996"},"condition":"","expression2":""}]"""),
        ("a NoSql template", "expression", """{"type":"ns:org:QueryType:NoSql","value":{"expression":{"collection":"Person","query":{"$and":[{"birth_date":{"$gte":"1996-01-01"}},{"birth_date":{"$lte":"1996-12-31"}}]}}}}"""),
        ("an OpenCRVS range", "expression", """{"type":"ns:org:QueryType:expression","value":{"expression":{"query":{"dateOfEvent":{"type":"range","gte":"1996-01-01","lte":"1996-12-31"}}}}}"""),
        ("date-times with offset", "predicate", """[{"expression1":{"attribute_name":"birth_date","operator":"ge","attribute_value":"1996-01-01T00:00:00.000Z"},"condition":"and","expression2":{"attribute_name":"birth_date","operator":"lt","attribute_value":"1997-01-01T00:00:00+05:30"}}]"""),
        ("not outside the year", "expression", """{"type":"ns:org:QueryType:NoSql","value":{"expression":{"query":{"$and":[{"$not":{"birth_date":{"$lt":"1996-01-01"}}},{"birth_date":{"$lte":"1996-12-31"}}]}}}}"""),
    ];

    private static IEnumerable<TestCaseData> Asked() =>
        SameQuestion.Select(question => new TestCaseData(question.QueryType, question.Query) { TestName = $"{{m}}({question.Name})" });

    [TestCaseSource(nameof(Asked))]
    public async Task Finds_the_births_of_a_year_however_it_is_asked(string queryType, string query)
    {
        var expected = await TotalAsync("predicate", """[{"expression1":{"attribute_name":"birth_date","operator":"eq","attribute_value":"1996"}}]""");
        var reply = await _partner.SearchAsync(queryType, JsonNode.Parse(query)!, "birth");

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(expected, Is.Positive);
        Assert.That(reply.Total, Is.EqualTo(expected));
        Assert.That(reply.Records.Select(record => record.GetProperty("birth_date").GetString()![..4]), Is.All.EqualTo(Year));
    }

    [TestCase("birth", "spdci-common:RegistryEventType:LiveBirth", "BIRTH", "live_birth", "1")]
    [TestCase("death", "spdci-common:RegistryEventType:Death", "DEATH")]
    [TestCase("marriage", "spdci-common:RegistryEventType:Marriage", "Marriage")]
    public async Task Understands_an_event_in_every_spelling(params string[] spellings)
    {
        const string Registered = """[{"expression1":{"attribute_name":"registration_date","operator":"ge","attribute_value":"2010-01-01"}}]""";
        var totals = new List<long>();
        foreach (var spelling in spellings)
            totals.Add((await _partner.SearchAsync("predicate", JsonNode.Parse(Registered)!, spelling)).Total);

        Assert.That(totals, Is.All.Positive.And.All.EqualTo(totals[0]));
    }

    [TestCase("graphql", """{"type":"ns:org:QueryType:graphql","value":{"expression":"{ person { name } }"}}""")]
    [TestCase("predicate", "\"person.age >= 18\"")]
    [TestCase("expression", "{}")]
    [TestCase("predicate", "[]")]
    [TestCase("predicate", """[{"expression1":{"attribute_name":"birth_date","operator":"like","attribute_value":"1996"}}]""")]
    [TestCase("predicate", """[{"expression1":{"attribute_name":"shoe_size","operator":"eq","attribute_value":"43"}}]""")]
    [TestCase("predicate", """[{"expression1":{"attribute_name":"birth_date","operator":"eq","attribute_value":"yesterday"}}]""")]
    [TestCase("expression", """{"type":"ns:org:QueryType:NoSql","value":{"expression":{"query":{"name.surname":{"$regex":".*"}}}}}""")]
    public async Task Refuses_with_words_what_it_cannot_honour(string queryType, string query)
    {
        var reply = await _partner.SearchAsync(queryType, JsonNode.Parse(query)!, "birth");

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest), reply.Text);
        Assert.That(reply.Json.GetProperty("message").GetProperty("error").GetProperty("message").GetString(), Has.Length.GreaterThan(20));
    }

    [Test]
    public async Task Finds_in_a_district_what_happened_in_its_facilities()
    {
        using var http = DemoServer.Instance.CreateClient();
        var tree = JsonNode.Parse(await http.GetStringAsync(new Uri("/.well-known/locations.json", UriKind.Relative)))!["locations"]!.AsArray();
        var birth = (await _partner.SearchAsync("BRN", DemoServer.Identifier("BRN"))).Records[0];
        var facility = birth.GetProperty("birth_place").GetProperty("identifier").GetProperty("identifier").GetString();
        var id = facility;
        for (var place = Find(tree, id); place?["contained_in_place"] is JsonValue parent; place = Find(tree, id))
        {
            id = parent.GetValue<string>();
            var total = await TotalAsync("predicate", $$$"""[{"expression1":{"attribute_name":"birth_place","operator":"eq","attribute_value":"{{{id}}}"}},{"expression1":{"attribute_name":"BRN","operator":"eq","attribute_value":"{{{DemoServer.Identifier("BRN")}}}"}}]""");
            Assert.That(total, Is.EqualTo(1), $"in {Find(tree, id)?["name"]}");
        }

        Assert.That(id, Is.Not.EqualTo(facility), "the facility lies in something");
    }

    [TestCase("birth_date")]
    [TestCase("registration_date")]
    [TestCase("name.surname")]
    [TestCase("name.given_name")]
    [TestCase("sex")]
    [TestCase("UIN")]
    [TestCase("BRN")]
    [TestCase("last_updated")]
    [TestCase("birth_place")]
    [TestCase("createdAt")]
    public async Task Sorts_by_any_searchable_attribute_and_the_same_way_each_time(string attribute)
    {
        var (first, second) = (await PageAsync("asc"), await PageAsync("asc"));
        var backwards = await PageAsync("desc");

        Assert.That(first, Has.Count.EqualTo(20));
        Assert.That(second, Is.EqualTo(first));
        Assert.That(backwards, Is.Not.EqualTo(first));

        async Task<List<string?>> PageAsync(string order)
        {
            var reply = await _partner.SendAsync(SocialProtectionSystem.Message(SocialProtectionSystem.Item(new JsonObject
            {
                ["reg_event_type"] = "birth",
                ["query_type"] = "predicate",
                ["query"] = JsonNode.Parse("""[{"expression1":{"attribute_name":"birth_date","operator":"ge","attribute_value":"1990"}}]"""),
                ["sort"] = new JsonArray(new JsonObject { ["attribute_name"] = attribute, ["sort_order"] = order }),
                ["pagination"] = new JsonObject { ["page_size"] = 20, ["page_number"] = 1 },
            })));
            Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
            return [.. reply.Records.Select(record => record.GetProperty("@id").GetString())];
        }
    }

    [Test]
    public async Task Refuses_pages_beyond_row_100_000()
    {
        var reply = await _partner.SendAsync(SocialProtectionSystem.Message(SocialProtectionSystem.Item(new JsonObject
        {
            ["query_type"] = "predicate",
            ["query"] = JsonNode.Parse("""[{"expression1":{"attribute_name":"birth_date","operator":"ge","attribute_value":"1990"}}]"""),
            ["pagination"] = new JsonObject { ["page_size"] = 1000, ["page_number"] = 102 },
        })));

        Assert.That(reply.Json.GetProperty("errors")[0].GetProperty("code").GetString(), Is.EqualTo("rjct.pagination.invalid"), reply.Text);
    }

    [Test]
    public async Task Tells_the_language_it_answered_in_and_never_echoes_another()
    {
        var asked = await AskAsync("xyz");
        var told = await AskAsync("eng");

        Assert.That(asked.Item.GetProperty("locale").GetString(), Is.EqualTo("eng"));
        Assert.That(told.Item.GetProperty("locale").GetString(), Is.EqualTo("eng"));

        Task<Reply> AskAsync(string locale)
        {
            var item = SocialProtectionSystem.Item(new JsonObject { ["query_type"] = "idtype-value", ["query"] = new JsonObject { ["type"] = "BRN", ["value"] = DemoServer.Identifier("BRN") } });
            item["locale"] = locale;
            return _partner.SendAsync(SocialProtectionSystem.Message(item));
        }
    }

    private static IEnumerable<TestCaseData> Samples() =>
        RepositoryFiles.Examples.Where(sample => sample.Key.StartsWith("sync-search.", StringComparison.Ordinal) && sample.Key.EndsWith(".request", StringComparison.Ordinal))
            .Where(sample => !sample.Key.Contains("encrypted", StringComparison.Ordinal))
            .Select(sample => new TestCaseData(sample.Value, sample.Key.Contains("refused", StringComparison.Ordinal)) { TestName = $"{{m}}({sample.Key})" });

    [TestCaseSource(nameof(Samples))]
    public async Task Answers_every_sample_of_the_contract(string json, bool refused)
    {
        var envelope = JsonNode.Parse(json)!.AsObject();
        envelope["header"]!["message_id"] = Guid.NewGuid().ToString();
        envelope["header"]!["message_ts"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ");
        envelope.Remove("signature");

        var reply = await _partner.SendEnvelopeAsync(envelope);

        Assert.That(reply.Status, Is.EqualTo(refused ? HttpStatusCode.BadRequest : HttpStatusCode.OK), reply.Text);
    }

    private static JsonNode? Find(JsonArray tree, string? id) => tree.FirstOrDefault(place => place!["id"]!.GetValue<string>() == id);

    private async Task<long> TotalAsync(string queryType, string query) => (await _partner.SearchAsync(queryType, JsonNode.Parse(query)!, "birth")).Total;
}
