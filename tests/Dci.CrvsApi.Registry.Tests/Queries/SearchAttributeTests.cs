using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Queries;

public sealed class SearchAttributeTests
{
    [TestCase("birthdate", "birth_date")]
    [TestCase("birthDate", "birth_date")]
    [TestCase("DATE_OF_BIRTH", "birth_date")]
    [TestCase("dateOfEvent", "event_date")]
    [TestCase("createdAt", "registration_date")]
    [TestCase("dateOfDeclaration", "registration_date")]
    [TestCase("gender", "sex")]
    [TestCase("sur_name", "name.surname")]
    [TestCase("family_name", "name.surname")]
    [TestCase("name.given_name", "name.given_name")]
    [TestCase("location", "event_place")]
    [TestCase("YOB", "year_of_birth")]
    [TestCase("identifier_value", "identifier")]
    [TestCase("lastUpdated", "last_updated")]
    [TestCase("_lastUpdated", "last_updated")]
    public void Is_known_by_other_names(string word, string canonical) =>
        Assert.That(SearchVocabulary.CanonicalAttribute(word), Is.EqualTo(canonical));

    [TestCase("")]
    [TestCase("._-")]
    [TestCase("birth_date ; drop table record")]
    [TestCase("b\u0131rth_date")]
    public void Is_not_known_by_anything_else(string word) => Assert.That(SearchVocabulary.CanonicalAttribute(word), Is.Null);

    [TestCase("birth_date", "\"2020-05\"", "child.birthdate=2020-05")]
    [TestCase("birth_date", "\"2020-05-04T23:30:00-11:00\"", "child.birthdate=2020-05-04")]
    [TestCase("YOB", "\"2020\"", "child.birthdate=2020")]
    [TestCase("YOB", "2020", "child.birthdate=2020")]
    [TestCase("registration_date", "\"2020-05-04\"", "_has:Task:focus:registered=2020-05-04")]
    [TestCase("registration_office", "\"Office 7\"", "_has:Task:focus:office:below=Office 7")]
    [TestCase("last_updated", "\"2020-05-04\"", "_lastUpdated=ge2020-05-04T00:00:00Z&_lastUpdated=lt2020-05-05T00:00:00Z")]
    [TestCase("last_updated", "\"2020-05-04T07:00:00+07:00\"", "_lastUpdated=ge2020-05-04T00:00:00Z&_lastUpdated=lt2020-05-04T00:00:01Z")]
    [TestCase("last_updated", "\"2020-05-04T07:00:00.123Z\"", "_lastUpdated=ge2020-05-04T07:00:00.123Z&_lastUpdated=lt2020-05-04T07:00:00.124Z")]
    [TestCase("last_updated", "\"9999-12-31\"", "_lastUpdated=ge9999-12-31T00:00:00Z&_lastUpdated=lt9999-12-31T23:59:59.9999999Z")]
    [TestCase("sex", "\"F\"", "child.gender=female")]
    [TestCase("sex", "2", "child.gender=female")]
    [TestCase("marital_status", "\"Legally separated\"", "child.marital-status=L")]
    [TestCase("name", "\" Émile  zola\"", "child.name:exact=EMILE ZOLA")]
    [TestCase("second_name", "\"de\"", "child.second-given:exact=DE")]
    [TestCase("mother.surname", "\"Li\"", "mother.family:exact=LI")]
    [TestCase("mother_name", "\"Li\"", "mother.name:exact=LI")]
    [TestCase("father_birth_date", "\"1980\"", "father.birthdate=1980")]
    [TestCase("record_id", "\"c-1\"", "_id=c-1")]
    public void Is_compared_with_values_of_its_kind(string attribute, string value, string expected) =>
        Assert.That(Ask.That(attribute, "eq", value).Of("birth").Read(), Is.EqualTo("birth-declaration&" + expected));

    [TestCase("gt", "_lastUpdated=ge2020-05-05T00:00:00Z")]
    [TestCase("ge", "_lastUpdated=ge2020-05-04T00:00:00Z")]
    [TestCase("lt", "_lastUpdated=lt2020-05-04T00:00:00Z")]
    [TestCase("le", "_lastUpdated=lt2020-05-05T00:00:00Z")]
    public void Compares_the_last_change_with_a_whole_day(string operation, string expected) =>
        Assert.That(Ask.That("last_updated", operation, "\"2020-05-04\"").Of("birth").Read(), Is.EqualTo("birth-declaration&" + expected));

    // Today is 23 November 2026.
    [TestCase("eq", "child.birthdate=ge2020-11-24&child.birthdate=le2021-11-23")]
    [TestCase("gt", "child.birthdate=lt2020-11-24")]
    [TestCase("ge", "child.birthdate=le2021-11-23")]
    [TestCase("lt", "child.birthdate=gt2021-11-23")]
    [TestCase("le", "child.birthdate=ge2020-11-24")]
    public void Counts_age_to_today(string operation, string expected) =>
        Assert.That(Ask.That("age", operation, "5").Of("birth").Read(), Is.EqualTo("birth-declaration&" + expected));

    [TestCase("death", "birth_date", "deceased.birthdate=2020")]
    [TestCase("death", "death_date", "deceased.death-date=2020")]
    [TestCase("death", "marriage_date", "deceased.marriage-date=2020")]
    [TestCase("death", "event_date", "deceased.death-date=2020")]
    [TestCase("marriage", "marriage_date", "bride.marriage-date=2020")]
    [TestCase("divorce", "divorce_date", "event-encounter.date=2020")]
    [TestCase("adoption", "birth_date", "child.birthdate=2020")]
    [TestCase("fetal_death", "death_date", "deceased.death-date=2020")]
    public void Means_something_of_its_own_on_each_event(string regEvent, string attribute, string expected) =>
        Assert.That(Ask.That(attribute, "eq", "2020").Of(regEvent).Read(), Does.EndWith("-declaration&" + expected));

    [TestCase("birth_place", "death")]
    [TestCase("birth_place", "marriage")]
    [TestCase("death_place", "birth")]
    [TestCase("death_date", "birth")]
    [TestCase("sex", "marriage")]
    [TestCase("parent1_identifier", "marriage")]
    [TestCase("divorce_date", "birth")]
    public void Is_refused_on_an_event_it_means_nothing_on(string attribute, string regEvent) =>
        Assert.That(Ask.That(attribute, "eq", attribute == "sex" ? "\"male\"" : "\"2020\"").Of(regEvent).Refusal(), Does.Contain($"'{attribute}' can't be searched by"));

    [TestCase("sex", "\"male\"")]
    [TestCase("marital_status", "\"M\"")]
    [TestCase("event_place", "\"x\"")]
    [TestCase("record_id", "\"x\"")]
    [TestCase("identifier", "\"x\"")]
    public void Has_no_order_when_its_values_have_none(string attribute, string value) =>
        Assert.That(Ask.That(attribute, "ge", value).Of("birth").Refusal(), Does.Contain($"'{attribute}' has no order; it can be compared by eq ne in."));

    [TestCase("YOB", "\"2020-05\"", "a year")]
    [TestCase("age", "-1", "a whole number of years from 0 to 150")]
    [TestCase("age", "5.5", "a whole number of years")]
    [TestCase("age", "151", "a whole number of years")]
    [TestCase("age", "1e2", "a whole number of years")]
    [TestCase("last_updated", "\"2020-05-04T07:00:00\"", "with its offset")]
    [TestCase("last_updated", "\"yesterday\"", "with its offset")]
    [TestCase("record_id", "\"a\\u0000b\"", "without control characters")]
    [TestCase("birth_place", "\"a\\nb\"", "without control characters")]
    [TestCase("name", "\"\\u0301\"", "a name")]
    [TestCase("marital_status", "\"complicated\"", "one of S, M, W, A, D, L, U")]
    [TestCase("birth_date", "{ \"identifier_type\": \"BRN\", \"identifier_value\": \"1\" }", "without an identifier type")]
    public void Refuses_values_of_another_kind(string attribute, string value, string words)
    {
        var fault = Ask.That(attribute, "eq", value).Of("birth").Faults().Single();
        Assert.That(fault.Detail, Does.Contain(words));
        Assert.That(fault.IllFormed);
    }

    [Test]
    public void Asks_any_kind_of_identifier_where_none_is_named()
    {
        var translated = Ask.That("identifier", "eq", "\"7\"").Of("birth").Translated();
        Assert.That(translated.UsedIdentifierKinds, Is.EquivalentTo(Enum.GetValues<IdentifierKind>()));
        Assert.That(((FhirFilter.Or)translated.Query.Branches[0].Filter).Operands, Has.Count.EqualTo(Enum.GetValues<IdentifierKind>().Length + 1));
    }

    [Test]
    public void Takes_an_identifier_with_its_type_as_that_type()
    {
        var typed = Ask.That("identifier", "eq", """{ "identifier_type": "NID", "identifier_value": "7" }""").Of("birth");
        Assert.That(typed.Read(), Is.EqualTo(Ask.Id("UIN", "7").Of("birth").Read()));
        Assert.That(typed.Translated().UsedAttributes, Is.EqualTo(new[] { "UIN" }));
        Assert.That(typed.Translated().Identifier, Is.EqualTo(new SearchedIdentifier("NID", "7")));
    }

    [TestCase("parent1_identifier")]
    [TestCase("parent2_identifier")]
    public void Finds_children_by_the_identifier_of_either_parent(string attribute) =>
        Assert.That(
            Ask.That(attribute, "eq", """{ "identifier_type": "UIN", "identifier_value": 7 }""").Of("birth").Read(),
            Is.EqualTo("birth-declaration&_filter=(mother.identifier:of-type eq \"http://opencrvs.org/specs/identifier-type|NATIONAL_ID|7\""
                + " or father.identifier:of-type eq \"http://opencrvs.org/specs/identifier-type|NATIONAL_ID|7\")"));

    [Test]
    public void Finds_children_by_any_identifier_of_a_parent() =>
        Assert.That(Ask.That("mother_identifier", "eq", "\"7\"").Of("birth").Translated().UsedIdentifierKinds, Is.EquivalentTo(Enum.GetValues<IdentifierKind>()));

    [TestCase("SHOE", "The identifier type 'SHOE' is not known")]
    [TestCase("TRACKING_ID", "'tracking_id' is not an identifier of a person")]
    public void Refuses_other_types_beside_a_parents_identifier(string type, string words) =>
        Assert.That(Ask.That("parent1_identifier", "eq", $$"""{ "identifier_type": "{{type}}", "identifier_value": "7" }""").Refusal(), Does.Contain(words));

    [Test]
    public void Takes_a_list_of_identifiers_with_types_as_any_of_them() =>
        Assert.That(
            Ask.That("identifier", "in", """[{ "identifier_type": "UIN", "identifier_value": "7" }, { "identifier_type": "passport", "identifier_value": "8" }]""").Of("death").Read(),
            Is.EqualTo("death-declaration&_filter=(deceased.identifier:of-type eq \"http://opencrvs.org/specs/identifier-type|NATIONAL_ID|7\""
                + " or deceased.identifier:of-type eq \"http://opencrvs.org/specs/identifier-type|PASSPORT|8\")"));

    [Test]
    public void Tells_each_attribute_and_kind_that_is_used_once()
    {
        var translated = Ask.Expression("""{ "$or": [ { "UIN": "1" }, { "NID": "2" }, { "birthdate": "2020" }, { "not": { "DOB": "2021" } } ] }""").Of("birth").SortedBy("createdAt", "desc").Translated();
        Assert.That(translated.UsedAttributes, Is.EqualTo(new[] { "UIN", "birth_date", "registration_date" }));
        Assert.That(translated.SortAttributes, Is.EqualTo(new[] { "registration_date" }));
        Assert.That(translated.UsedIdentifierKinds, Is.EqualTo(new[] { IdentifierKind.NationalId }));
        Assert.That(translated.Identifier, Is.Null);
    }

    [TestCase("UIN", IdentifierKind.NationalId)]
    [TestCase("BIRTH_REG_NO", IdentifierKind.BirthRegistrationNumber)]
    public void Gives_the_kind_of_an_identifier_type(string type, IdentifierKind kind) =>
        Assert.That(SearchVocabulary.IdentifierKindOf(type), Is.EqualTo(kind));

    [Test]
    public void Gives_no_kind_for_what_is_no_identifier_of_a_person() =>
        Assert.That(new[] { SearchVocabulary.IdentifierKindOf("record_id"), SearchVocabulary.IdentifierKindOf("shoe"), SearchVocabulary.IdentifierKindOf("sex") }, Has.All.Null);
}
