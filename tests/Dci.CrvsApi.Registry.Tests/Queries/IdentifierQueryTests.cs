using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Queries;

public sealed class IdentifierQueryTests
{
    private const string Types = "http://opencrvs.org/specs/identifier-type";

    [Test]
    public void Finds_a_birth_by_its_registration_number_or_the_childs_identifier() =>
        Assert.That(Ask.Id("BRN", "B-2020 0001").Of("birth").Read(), Is.EqualTo(
            "birth-declaration&_filter=(_has:Task:focus:identifier eq \"http://opencrvs.org/specs/id/birth-registration-number|B20200001\""
            + $" or child.identifier:of-type eq \"{Types}|BIRTH_REGISTRATION_NUMBER|B20200001\")"));

    [TestCase("BRN", "BIRTH_REGISTRATION_NUMBER")]
    [TestCase("UIN", "NATIONAL_ID")]
    [TestCase("NID", "NATIONAL_ID")]
    [TestCase("passport", "PASSPORT")]
    public void Finds_a_death_by_the_deceaseds_identifier(string type, string code) =>
        Assert.That(Ask.Id(type, "X1").Of("death").Read(), Is.EqualTo($"death-declaration&deceased.identifier:of-type={Types}|{code}|X1"));

    [Test]
    public void Finds_a_marriage_by_either_spouses_identifier() =>
        Assert.That(Ask.Id("UIN", "77").Of("Marriage").Read(), Is.EqualTo(
            $"marriage-declaration&_filter=(bride.identifier:of-type eq \"{Types}|NATIONAL_ID|77\" or groom.identifier:of-type eq \"{Types}|NATIONAL_ID|77\")"));

    [TestCase("NID")]
    [TestCase("nid")]
    [TestCase("NIN")]
    [TestCase("NATIONAL_ID")]
    [TestCase("NationalID")]
    [TestCase("spdci:IdentifierType:UIN")]
    public void Takes_every_word_for_the_national_identifier(string type) =>
        Assert.That(Ask.Id(type, "1").Of("birth").Read(), Is.EqualTo(Ask.Id("UIN", "1").Of("birth").Read()));

    [TestCase("BIRTH_REG_NO", "BRN", "birth")]
    [TestCase("DEATH_REG_NO", "DRN", "death")]
    [TestCase("MARRIAGE_REG_NO", "MRN", "marriage")]
    public void Takes_other_words_for_registration_numbers(string type, string canonical, string regEvent) =>
        Assert.That(Ask.Id(type, "1").Of(regEvent).Read(), Is.EqualTo(Ask.Id(canonical, "1").Of(regEvent).Read()));

    [Test]
    public void Finds_a_record_by_its_id_as_it_is_written() =>
        Assert.That(Ask.Id("OPENCRVS_RECORD_ID", "aB-1").Of("birth").Read(), Is.EqualTo("birth-declaration&_id=aB-1"));

    [Test]
    public void Finds_a_record_by_its_tracking_id() =>
        Assert.That(Ask.Id("TRACKING_ID", "b3vuxes").Of("birth").Read(), Is.EqualTo(
            "birth-declaration&_has:Task:focus:identifier=http://opencrvs.org/specs/id/birth-tracking-id|B3VUXES"));

    [Test]
    public void Takes_identifier_type_and_identifier_value_for_type_and_value() =>
        Assert.That(Ask.For("idtype-value", """{ "identifier_type": "UIN", "identifier_value": "5" }""").Of("birth").Read(), Is.EqualTo(Ask.Id("UIN", "5").Of("birth").Read()));

    [Test]
    public void Takes_a_number_as_the_text_it_was_written_as() =>
        Assert.That(Ask.For("idtype", """{ "type": "UIN", "value": 847951632 }""").Of("birth").Read(), Is.EqualTo(Ask.Id("UIN", "847951632").Of("birth").Read()));

    [Test]
    public void Keeps_a_comma_in_an_identifier() =>
        Assert.That(Ask.Id("UIN", "1,2").Of("birth").Read(), Does.EndWith("|1\\,2"));

    [Test]
    public void Takes_a_list_of_identifiers_as_any_of_them() =>
        Assert.That(Ask.For("idtype-value", """{ "type": "UIN", "value": ["1", 2] }""").Of("birth").Read(), Does.EndWith($"NATIONAL_ID|1,{Types}|NATIONAL_ID|2"));

    [TestCase("""{ "type": "BRN", "value": "" }""", "'BRN' has no value")]
    [TestCase("""{ "type": "BRN", "value": null }""", "'BRN' has no value")]
    [TestCase("""{ "type": "BRN" }""", "has to have a type and a value")]
    [TestCase("""{ "type": "", "value": "1" }""", "no identifier type")]
    [TestCase("""{ "type": "BRN", "value": "--- " }""", "an identifier with letters or digits")]
    [TestCase("""{ "type": "BRN", "value": true }""", "text or a number")]
    [TestCase("""{ "type": "BRN", "value": { "a": 1 } }""", "text or a number")]
    [TestCase("""{ "type": "BRN", "value": [] }""", "is empty")]
    [TestCase("""{ "type": "BRN", "value": "1", "and": 2 }""", "unknown member 'and'")]
    [TestCase("{}", "has to have a type and a value")]
    [TestCase("null", "The query is missing")]
    [TestCase("\"\"", "The query is missing")]
    [TestCase("12", "The query is missing")]
    public void Refuses_what_is_badly_formed(string query, string words)
    {
        var faults = Ask.For("idtype-value", query).Faults();
        Assert.That(faults[0].Detail, Does.Contain(words));
        Assert.That(faults[0].Code, Is.EqualTo("rjct.search_criteria.invalid"));
        Assert.That(faults[0].IllFormed);
    }

    [TestCase("SHOE_SIZE")]
    [TestCase("birth_date")]
    [TestCase("identifier")]
    public void Refuses_an_unknown_identifier_type_with_the_known_ones(string type)
    {
        var fault = Ask.Id(type, "1").Faults().Single();
        Assert.That(fault.Detail, Does.Contain($"'{type}' is not known. Known are BRN, DRN, MRN,"));
        Assert.That(fault.IllFormed, Is.False);
    }

    [Test]
    public void Refuses_a_death_number_on_births() =>
        Assert.That(Ask.Id("DRN", "1").Of("birth").Refusal(), Is.EqualTo("rjct.search_criteria.invalid: 'DRN' can't be searched by on records of LiveBirth."));

    [Test]
    public void Searches_every_event_that_the_type_can_mean() =>
        Assert.Multiple(() =>
        {
            Assert.That(Ask.Id("DRN", "1").Translated().Events, Is.EqualTo(new[] { VitalEvent.Death, VitalEvent.FetalDeath }));
            Assert.That(Ask.Id("UIN", "1").Translated().Events, Is.EqualTo(Enum.GetValues<VitalEvent>()));
            Assert.That(Ask.Id("UIN", "1").Under(options => options with { Events = [VitalEvent.LiveBirth, VitalEvent.Death] }).Translated().Events, Is.EqualTo(new[] { VitalEvent.LiveBirth, VitalEvent.Death }));
        });

    [Test]
    public void Tells_what_the_query_uses()
    {
        var translated = Ask.Id("NID", " 12-3 ").Of("birth").Translated();
        Assert.Multiple(() =>
        {
            Assert.That(translated.Kind, Is.EqualTo(QueryKind.IdTypeValue));
            Assert.That(translated.UsedAttributes, Is.EqualTo(new[] { "UIN" }));
            Assert.That(translated.UsedIdentifierKinds, Is.EqualTo(new[] { IdentifierKind.NationalId }));
            Assert.That(translated.Events, Is.EqualTo(new[] { VitalEvent.LiveBirth }));
            Assert.That(translated.ExplicitEvent);
            Assert.That(translated.Identifier, Is.EqualTo(new SearchedIdentifier("NID", " 12-3 ")));
        });
    }

    [Test]
    public void Tells_that_a_registration_number_is_an_identifier_of_the_event() =>
        Assert.That(Ask.Id("registration_number", "1").Of("death").Translated().UsedIdentifierKinds, Is.EqualTo(new[] { IdentifierKind.DeathRegistrationNumber }));

    [TestCase("' OR 1=1 --")]
    [TestCase("%_*.^$[")]
    [TestCase("\u0000\u0001x")]
    [TestCase("\ud83d\ude00")]
    [TestCase("{\"$gt\":\"\"}")]
    public void Takes_hostile_text_as_a_value(string value) =>
        Assert.That(Ask.Id("BRN", value).Of("birth").Translated().Identifier!.Value, Is.EqualTo(value));

    [Test]
    public void Refuses_half_a_surrogate_pair() =>
        Assert.That(Ask.For("idtype-value", """{ "type": "BRN", "value": "\ud83d" }""").Refusal(), Does.Contain("not valid Unicode"));

    [Test]
    public void Never_repeats_what_is_not_a_name() =>
        Assert.That(Ask.Id("Alice Example 1984-01-02", "1").Refusal(), Does.Contain("(not a name)").And.Not.Contain("Alice"));
}
