using System.Globalization;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Queries;

public sealed class ExpressionQueryTests
{
    [Test]
    public void Reads_the_standards_template() =>
        Assert.That(Read("""
            { "type": "ns:org:QueryType:NoSql",
              "value": { "expression": { "collection": "Person",
                "query": { "$and": [ { "date_of_birth": { "$gte": "2000-01-01" } }, { "place_of_birth": { "$eq": "central_hospital" } } ] } } } }
            """), Is.EqualTo("birth-declaration&child.birthdate=ge2000-01-01&event-encounter.location:below=central_hospital"));

    [TestCase("""{ "type": "ns:org:QueryType:expression", "value": { "expression": { "query": { "dateOfEvent": { "type": "range", "gte": "2020", "lte": "2021" } } } } }""")]
    [TestCase("""{ "type": "ns:org:QueryType:expression", "value": { "dateOfEvent": { "type": "range", "gte": "2020", "lte": "2021", "lt": "" } } }""")]
    [TestCase("""{ "value": { "expression": { "dateOfEvent": { "gte": "2020", "lte": "2021" } } } }""")]
    [TestCase("""{ "collection": "persons", "query": { "dateOfEvent": { "$gte": "2020", "$lte": "2021" } } }""")]
    [TestCase("""{ "expression": { "dateOfEvent": { "$gte": 2020, "$lte": 2021 } } }""")]
    [TestCase("""{ "$and": [ { "dateOfEvent": { "$gte": "2020" } }, { "dateOfEvent": { "$lte": "2021" } } ] }""")]
    [TestCase("""{ "seq": [ { "attribute": "dateOfEvent", "operator": ">=", "value": "2020" }, { "attribute": "dateOfEvent", "operator": "<=", "value": "2021" } ], "or": [] }""")]
    [TestCase("""{ "type": "ns:org:QueryType:expression", "value": { "expression": { "seq": [ { "attribute": "dateOfEvent", "operator": ">=", "value": "2020" }, { "attribute": "dateOfEvent", "operator": "<=", "value": "2021" } ] } } }""")]
    [TestCase("""[ { "seq_num": 1, "expression1": { "attribute_name": "dateOfEvent", "operator": "ge", "attribute_value": "2020" }, "condition": "and", "expression2": { "attribute_name": "dateOfEvent", "operator": "le", "attribute_value": "2021" } } ]""")]
    [TestCase("""{ "type": "ns:org:QueryType:expression", "value": [ { "expression1": { "attribute_name": "dateOfEvent", "operator": "ge", "attribute_value": "2020" }, "condition": "and", "expression2": { "attribute_name": "dateOfEvent", "operator": "le", "attribute_value": "2021" } } ] }""")]
    [TestCase("""{ "$nor": [ { "$not": { "$and": [ { "dateOfEvent": { "$gte": "2020" } } ] } }, { "$not": { "dateOfEvent": { "$lte": "2021" } } } ] }""", "birth-declaration&_filter=(not (not (child.birthdate ge 2020) or not (child.birthdate le 2021)))")]
    public void Reads_a_range_in_every_shape(string query, string expected = "birth-declaration&child.birthdate=ge2020&child.birthdate=le2021") =>
        Assert.That(Read(query), Is.EqualTo(expected));

    [Test]
    public void Nests_and_or_and_not() =>
        Assert.That(Read("""
            { "sex": "female", "$or": [ { "birth_date": { "$lt": "2020" } }, { "$and": [ { "$not": { "UIN": "7" } }, { "surname": { "$ne": "Diaz" } } ] } ] }
            """), Is.EqualTo("birth-declaration&child.gender=female&_filter=(child.birthdate lt 2020 or (not (child.identifier:of-type eq \"http://opencrvs.org/specs/identifier-type|NATIONAL_ID|7\")"
            + " and not (child.family:exact eq \"DIAZ\")))"));

    [TestCase("""{ "surname": "Diaz" }""", "child.family:exact=DIAZ")]
    [TestCase("""{ "name": { "surname": "Diaz" } }""", "child.family:exact=DIAZ")]
    [TestCase("""{ "name": { "surname": { "$in": ["Diaz", "Li"] } } }""", "child.family:exact=DIAZ,LI")]
    [TestCase("""{ "name.surname": ["Diaz", "Li"] }""", "child.family:exact=DIAZ,LI")]
    [TestCase("""{ "surname": { "$nin": ["Diaz", "Li"] } }""", "_filter=(not (child.family:exact eq \"DIAZ\" or child.family:exact eq \"LI\"))")]
    [TestCase("""{ "surname": { "$not": { "$eq": "Diaz" } } }""", "_filter=(not (child.family:exact eq \"DIAZ\"))")]
    [TestCase("""{ "surname": { "$gt": "D" } }""", "_filter=(child.family:exact gt \"D\")")]
    [TestCase("""{ "surname": { "type": "exact", "term": "Diaz" } }""", "child.family:exact=DIAZ")]
    [TestCase("""{ "surname": { "type": "anyOf", "terms": ["Diaz", "Li"] } }""", "child.family:exact=DIAZ,LI")]
    [TestCase("""{ "or": [ { "attribute": "sex", "operator": "=", "value": "male" }, { "attribute": "surname", "operator": "=", "value": "Li" } ] }""", "_filter=(child.gender eq male or child.family:exact eq \"LI\")")]
    public void Reads_every_form_of_a_condition(string query, string expected) =>
        Assert.That(Read(query), Is.EqualTo("birth-declaration&" + expected));

    [Test]
    public void Takes_the_event_from_the_collection() =>
        Assert.That(Ask.Expression("""{ "collection": "deaths", "query": { "surname": "Li" } }""").Translated().Events, Is.EqualTo(new[] { VitalEvent.Death }));

    [Test]
    public void Takes_sync_by_its_shape() =>
        Assert.That(Ask.For("sync", """{ "surname": "Li" }""").Of("birth").Translated().Kind, Is.EqualTo(QueryKind.Expression));

    [TestCase("""{ "type": "ns:org:QueryType:NoSql", "value": {} }""", "The expression is empty")]
    [TestCase("""{ "type": "ns:org:QueryType:expression", "value": { "expression": { "query": {} } } }""", "The expression is empty")]
    [TestCase("""{ "type": "ns:org:QueryType:expression" }""", "has to be an object")]
    [TestCase("""{ "$and": [] }""", "takes a list")]
    [TestCase("""{ "$or": { "sex": "male" } }""", "takes a list")]
    [TestCase("""{ "$not": [ { "sex": "male" }, { "sex": "female" } ] }""", "$not takes one condition")]
    [TestCase("""{ "sex": { "$not": "male" } }""", "$not takes operators")]
    [TestCase("""{ "sex": "" }""", "'sex' has no value")]
    [TestCase("""{ "sex": null }""", "'sex' has no value")]
    [TestCase("""{ "sex": {} }""", "The expression is empty")]
    [TestCase("""{ "birth_date": { "type": "range" } }""", "has no bound")]
    [TestCase("""{ "birth_date": { "type": "range", "gte": "2020", "step": 2 } }""", "unknown member 'step'")]
    [TestCase("""{ "surname": { "type": "exact", "terms": "Li" } }""", "unknown member 'terms'")]
    [TestCase("""{ "query": { "sex": "male" }, "limit": 5 }""", "unknown member 'limit'")]
    [TestCase("""{ "query": { "sex": "male" }, "expression": { "sex": "male" } }""", "both an expression and a query")]
    [TestCase("""{ "collection": 7, "query": { "sex": "male" } }""", "has to be text")]
    [TestCase("""{ "$and": [ 5 ] }""", "has to be an object")]
    public void Refuses_what_is_badly_formed(string query, string words)
    {
        var faults = Ask.Expression(query).Of("birth").Faults();
        Assert.That(faults.Select(fault => fault.Detail), Has.Some.Contains(words));
        Assert.That(faults, Has.All.Property(nameof(QueryFault.IllFormed)).True);
    }

    [TestCase("""{ "surname": { "$startsWith": "D" } }""", "'$startsWith' is not supported")]
    [TestCase("""{ "surname": { "$regex": ".*" } }""", "'$regex' is not supported")]
    [TestCase("""{ "$where": "1" }""", "'$where' is not supported")]
    [TestCase("""{ "surname": { "$eq": "D", "of": 1 } }""", "'of' is not supported")]
    [TestCase("""{ "surname": { "type": "fuzzy", "term": "Di" } }""", "Supported are range, exact and anyOf")]
    [TestCase("""{ "type": "ns:org:QueryType:GraphQl", "value": { "expression": "{ person { BRN } }" } }""", "GraphQL queries are not supported")]
    [TestCase("""{ "type": "ns:org:QueryType:Sql", "value": { "expression": "select" } }""", "The type of the expression is not supported")]
    [TestCase("""{ "type": "ns:org:QueryType:expression", "value": { "expression": "age > 5" } }""", "written as text is not supported")]
    [TestCase("""{ "collection": "Vehicle", "query": { "sex": "male" } }""", "The collection 'Vehicle' is not known")]
    [TestCase("""{ "name": { "shoe": "44" } }""", "'name.shoe' is not known")]
    public void Refuses_what_it_does_not_support(string query, string words)
    {
        var fault = Ask.Expression(query).Of("birth").Faults().Single();
        Assert.That(fault.Detail, Does.Contain(words));
        Assert.That(fault.IllFormed, Is.False);
    }

    [Test]
    public void Refuses_graphql_by_its_query_type() =>
        Assert.That(Ask.For("graphql", """{ "type": "ns:org:QueryType:graphql", "value": { "expression": "x" } }""").Refusal(), Does.Contain("GraphQL queries are not supported"));

    [Test]
    public void Refuses_an_unknown_query_type_with_the_known_ones() =>
        Assert.That(Ask.For("sparql", """{ "sex": "male" }""").Refusal(), Does.Contain("Supported are idtype-value, predicate, expression and namedQuery"));

    [Test]
    public void Refuses_what_is_nested_too_deep()
    {
        var query = string.Concat(Enumerable.Repeat("""{"$not":""", 60)) + """{"sex":"male"}""" + new string('}', 60);
        Assert.That(Ask.Expression(query).Refusal(), Does.Contain("32 levels"));
    }

    [Test]
    public void Refuses_predicates_nested_too_deep()
    {
        var query = string.Concat(Enumerable.Repeat("""{"expression1":""", 60)) + """{"attribute_name":"sex","operator":"eq","attribute_value":"male"}""" + new string('}', 60);
        Assert.That(Ask.Predicate($"[{query}]").Refusal(), Does.Contain("32 levels"));
    }

    [Test]
    public void Refuses_more_values_than_it_reads() =>
        Assert.That(Ask.That("UIN", "in", $"[{string.Join(',', Enumerable.Range(1, 1_001))}]").Refusal(), Does.Contain("1000 values"));

    [Test]
    public void Reads_as_many_conditions_as_it_may()
    {
        var filter = (FhirFilter.Or)Ask.Expression(Conditions(100)).Of("birth").Translated().Query.Branches[0].Filter;
        Assert.That(filter.Operands, Has.Count.EqualTo(100));
    }

    [Test]
    public void Refuses_more_conditions_than_it_reads() =>
        Assert.That(Ask.Expression(Conditions(101)).Of("birth").Refusal(), Does.Contain("100 conditions"));

    [TestCase("eq", "\"{0}\"")]
    [TestCase("eq", "{{\"identifier_type\":\"UIN\",\"identifier_value\":\"{0}\"}}")]
    [TestCase("in", "\"1,{0}\"")]
    [TestCase("in", "[1,\"{0}\"]")]
    public void Refuses_a_value_that_is_longer_than_any_in_a_register(string operation, string value) =>
        Assert.That(Ask.That("identifier", operation, string.Format(CultureInfo.InvariantCulture, value, new string('7', 1_001))).Refusal(), Does.Contain("longer than 1000 characters"));

    private static string Conditions(int count) => $$"""{ "$or": [ {{string.Join(',', Enumerable.Range(1, count).Select(number => $$"""{"UIN":{{number}}}"""))}} ] }""";

    private static string Read(string query) => Ask.Expression(query).Of("birth").Read();
}
