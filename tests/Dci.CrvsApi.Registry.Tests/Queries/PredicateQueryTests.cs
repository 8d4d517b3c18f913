using Dci.CrvsApi.Registry.Queries;

namespace Dci.CrvsApi.Registry.Tests.Queries;

public sealed class PredicateQueryTests
{
    private const string Since = """{ "attribute_name": "birth_date", "operator": "ge", "attribute_value": "2020-01-01" }""";
    private const string Until = """{ "attribute_name": "birth_date", "operator": "le", "attribute_value": "2020-12-31" }""";
    private const string Girl = """{ "attribute_name": "sex", "operator": "eq", "attribute_value": "female" }""";

    [Test]
    public void Joins_two_expressions_by_and() =>
        Assert.That(Read($$"""[{ "seq_num": 1, "expression1": {{Since}}, "condition": "and", "expression2": {{Until}} }]"""), Is.EqualTo(
            "birth-declaration&child.birthdate=ge2020-01-01&child.birthdate=le2020-12-31"));

    [Test]
    public void Joins_two_expressions_by_or() =>
        Assert.That(Read($$"""[{ "expression1": {{Since}}, "condition": "OR", "expression2": {{Girl}} }]"""), Is.EqualTo(
            "birth-declaration&_filter=(child.birthdate ge 2020-01-01 or child.gender eq female)"));

    [Test]
    public void Joins_further_expressions_by_the_same_condition() =>
        Assert.That(Read($$"""[{ "expression3": {{Girl}}, "expression1": {{Since}}, "condition": "or", "expression2": {{Until}} }]"""), Is.EqualTo(
            "birth-declaration&_filter=(child.birthdate ge 2020-01-01 or child.birthdate le 2020-12-31 or child.gender eq female)"));

    [Test]
    public void Turns_a_lone_expression_round_by_not() =>
        Assert.That(Read($$"""[{ "expression1": {{Girl}}, "condition": "not" }]"""), Is.EqualTo("birth-declaration&_filter=(not (child.gender eq female))"));

    [Test]
    public void Turns_the_second_expression_round_by_not() =>
        Assert.That(Read($$"""[{ "expression1": {{Since}}, "condition": "not", "expression2": {{Girl}} }]"""), Is.EqualTo(
            "birth-declaration&child.birthdate=ge2020-01-01&_filter=(not (child.gender eq female))"));

    [Test]
    public void Takes_and_where_no_condition_joins_expressions() =>
        Assert.That(Read($$"""[{ "expression1": {{Since}}, "condition": "", "expression2": {{Until}} }]"""), Is.EqualTo(
            "birth-declaration&child.birthdate=ge2020-01-01&child.birthdate=le2020-12-31"));

    [Test]
    public void Puts_elements_in_the_order_of_seq_num_and_those_without_last() =>
        Assert.That(Read($$"""[{ "seq_num": "", "expression1": {{Girl}} }, { "seq_num": "10", "expression1": {{Until}} }, { "seq_num": 2, "expression1": {{Since}} }]"""), Is.EqualTo(
            "birth-declaration&child.birthdate=ge2020-01-01&child.birthdate=le2020-12-31&child.gender=female"));

    [Test]
    public void Keeps_an_or_together_beside_other_elements() =>
        Assert.That(Read($$"""[{ "seq_num": 1, "expression1": {{Since}}, "condition": "or", "expression2": {{Until}} }, { "seq_num": 2, "expression1": {{Girl}} }]"""), Is.EqualTo(
            "birth-declaration&_filter=(child.birthdate ge 2020-01-01 or child.birthdate le 2020-12-31)&child.gender=female"));

    [Test]
    public void Takes_empty_text_for_what_is_absent() =>
        Assert.That(
            Ask.Expression("""[{ "seq_num": "", "expression1": { "attribute_name": "UIN", "operator": "eq", "attribute_value": "7" }, "condition": "", "expression2": "" }]""").Of("birth").Read(),
            Is.EqualTo(Ask.Id("UIN", "7").Of("birth").Read()));

    [TestCase("gte", "ge")]
    [TestCase(">=", "ge")]
    [TestCase("GE", "ge")]
    [TestCase("lte", "le")]
    [TestCase("<=", "le")]
    [TestCase(">", "gt")]
    [TestCase("<", "lt")]
    [TestCase("=", "")]
    [TestCase("==", "")]
    [TestCase("eq", "")]
    public void Takes_every_spelling_of_an_operator(string operation, string prefix) =>
        Assert.That(Ask.That("birth_date", operation, "\"2020\"").Of("birth").Read(), Is.EqualTo($"birth-declaration&child.birthdate={prefix}2020"));

    [TestCase("ne")]
    [TestCase("!=")]
    [TestCase("<>")]
    public void Takes_not_equal_as_not_of_equal(string operation) =>
        Assert.That(Ask.That("sex", operation, "\"male\"").Of("birth").Read(), Is.EqualTo("birth-declaration&_filter=(not (child.gender eq male))"));

    [TestCase("""["2020", "2021-05"]""")]
    [TestCase("\" 2020 ,2021-05\"")]
    [TestCase("""{ "values": ["2020", "2021-05"] }""")]
    [TestCase("""{ "$in": ["2020", "2021-05"] }""")]
    [TestCase("""[2020, "2021-05"]""")]
    public void Takes_a_list_in_every_form(string value) =>
        Assert.That(Ask.That("birth_date", "in", value).Of("birth").Read(), Is.EqualTo("birth-declaration&child.birthdate=2020,2021-05"));

    [Test]
    public void Takes_the_pair_of_bounds_that_OpenCRVS_clients_send() =>
        Assert.That(
            Ask.Predicate("""
                [{ "expression1": { "attribute_name": "birthdate", "operator": "gt", "attribute_value": "2010-05-04T00:00:00.000Z" }, "condition": "and",
                   "expression2": { "attribute_name": "birthdate", "operator": "lt", "attribute_value": "2011-05-04T23:59:59+07:00" } },
                 { "expression1": { "attribute_name": "birthplace", "operator": "eq", "attribute_value": "loc-7" } }]
                """).With(criteria => criteria with { RegType = "ocrvs:registry_type:birth" }).Read(),
            Is.EqualTo("birth-declaration&child.birthdate=gt2010-05-04&child.birthdate=lt2011-05-04&event-encounter.location:below=loc-7"));

    [TestCase("[]", "The predicate list is empty")]
    [TestCase("""["x"]""", "object with expression1")]
    [TestCase("""[{ "condition": "and" }]""", "object with expression1")]
    [TestCase("""[{ "expression1": "" }]""", "no expression1")]
    [TestCase("""[{ "expression1": {} }]""", "expression1 has no attribute_name")]
    [TestCase("""[{ "expression1": { "attribute_name": "sex", "attribute_value": "male" } }]""", "no operator")]
    [TestCase("""[{ "expression1": { "attribute_name": "sex", "operator": "eq" } }]""", "'sex' has no value")]
    [TestCase("""[{ "expression1": { "attribute_name": "sex", "operator": "eq", "attribute_value": "male", "negate": true } }]""", "unknown member 'negate'")]
    [TestCase($$"""[{ "expression1": {{Girl}}, "expressions": [] }]""", "unknown member 'expressions'")]
    [TestCase($$"""[{ "expression1": {{Girl}}, "condition": "xor" }]""", "'and', 'or' or 'not'")]
    [TestCase($$"""[{ "expression1": {{Girl}}, "condition": { "a": 1 } }]""", "'and', 'or' or 'not'")]
    [TestCase($$"""[{ "expression1": {{Girl}}, "expression2": {} }]""", "expression2 has no attribute_name")]
    [TestCase($$"""[{ "expression1": {{Girl}}, "condition": "or" }, { "expression1": {{Since}} }]""", "expression2, which is missing")]
    [TestCase($$"""[{ "seq_num": "first", "expression1": {{Girl}} }]""", "seq_num has to be a number")]
    [TestCase("""[{ "expression1": { "attribute_name": "sex", "operator": "eq", "attribute_value": "blue" } }]""", "one of male, female, other, unknown")]
    [TestCase("""[{ "expression1": { "attribute_name": "birth_date", "operator": "eq", "attribute_value": "2020-02-30" } }]""", "YYYY-MM-DD")]
    [TestCase("""[{ "expression1": { "attribute_name": "birth_date", "operator": "gt", "attribute_value": ["2020", "2021"] } }]""", "takes one value")]
    public void Refuses_what_is_badly_formed(string query, string words)
    {
        var faults = Ask.Predicate(query).Of("birth").Faults();
        Assert.That(faults.Select(fault => fault.Detail), Has.Some.Contains(words));
        Assert.That(faults, Has.All.Property(nameof(QueryFault.IllFormed)).True);
    }

    [TestCase("like", "The operator 'like' is not known. Known are eq, ne, gt, ge, lt, le, in, nin.")]
    [TestCase("$regex", "The operator '$regex' is not known")]
    public void Refuses_an_unknown_operator_with_the_known_ones(string operation, string words) =>
        Assert.That(Ask.That("birth_date", operation, "\"2020\"").Of("birth").Refusal(), Does.Contain(words));

    [Test]
    public void Collects_every_fault() =>
        Assert.That(
            Ask.Predicate("""
                [{ "expression1": { "attribute_name": "shoe_size", "operator": "eq", "attribute_value": "43" }, "condition": "and",
                   "expression2": { "attribute_name": "birth_date", "operator": "eq", "attribute_value": "soon" } },
                 { "expression1": { "attribute_name": "birth_place", "operator": "gt", "attribute_value": "x" } }]
                """).Of("birth").Faults(),
            Has.Count.EqualTo(3));

    [Test]
    public void Refuses_a_query_written_as_text() =>
        Assert.That(Ask.Predicate("\"person.age >= 18\"").Refusal(), Does.Contain("written as text is not supported").And.Not.Contain("person.age"));

    private static string Read(string query) => Ask.Predicate(query).Of("birth").Read();
}
