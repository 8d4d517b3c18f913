using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Queries;

public sealed class EventBranchesTests
{
    private static readonly VitalEvent[] Usual = [VitalEvent.LiveBirth, VitalEvent.Death, VitalEvent.Marriage];

    [Test]
    public void Leaves_out_events_on_which_a_condition_means_nothing() =>
        Assert.That(Events("""{ "birth_date": "2020", "death_date": "2021" }"""), Is.EqualTo(new[] { VitalEvent.Death }));

    [Test]
    public void Leaves_out_only_the_operand_under_or()
    {
        var texts = Anywhere("""{ "$or": [ { "UIN": "1" }, { "death_date": "2021" } ] }""").ReadAll();
        Assert.Multiple(() =>
        {
            Assert.That(texts, Has.Count.EqualTo(3));
            Assert.That(texts[0], Does.StartWith("Composition?type=birth-declaration&child.identifier:of-type="));
            Assert.That(texts[1], Does.Contain(" or deceased.death-date eq 2021"));
        });
    }

    [Test]
    public void Splits_alternatives_that_no_event_has_together() =>
        Assert.That(Anywhere("""{ "$or": [ { "birth_place": "a" }, { "death_place": "b" } ] }""").ReadAll(), Is.EqualTo(new[]
        {
            "Composition?type=birth-declaration&event-encounter.location:below=a&_count=50",
            "Composition?type=death-declaration&event-encounter.location:below=b&_count=50",
        }));

    [Test]
    public void Lets_and_and_or_change_places_under_not()
    {
        // not (birth_place or UIN): on a death it can't be known that the birth was not there.
        Assert.That(Events("""{ "$not": { "$or": [ { "birth_place": "a" }, { "UIN": "1" } ] } }"""), Is.EqualTo(new[] { VitalEvent.LiveBirth }));

        // not (birth_place and UIN): true of a death when its UIN is another.
        var texts = Anywhere("""{ "$not": { "$and": [ { "birth_place": "a" }, { "sex": "male" } ] } }""").ReadAll();
        Assert.That(texts, Is.EqualTo(new[]
        {
            "Composition?type=birth-declaration&_filter=(not (event-encounter.location:below eq \"a\" and child.gender eq male))&_count=50",
            "Composition?type=death-declaration&_filter=(not (deceased.gender eq male))&_count=50",
        }));
    }

    [Test]
    public void Takes_not_or_for_and_of_nots([Values("birth_place", "death_date", "UIN", "sex", "name")] string one, [Values("marriage_place", "DRN", "parent1_identifier")] string other)
    {
        var notOr = Anywhere($$"""{ "$nor": [ { "{{one}}": "{{ValueOf(one)}}" }, { "{{other}}": "1" } ] }""").Translation();
        var andOfNots = Anywhere($$"""{ "$and": [ { "{{one}}": { "$ne": "{{ValueOf(one)}}" } }, { "{{other}}": { "$ne": "1" } } ] }""").Translation();
        Assert.That(EventsOf(notOr), Is.EqualTo(EventsOf(andOfNots)));
    }

    [Test]
    public void Refuses_conditions_that_no_event_has_together() =>
        Assert.That(Anywhere("""{ "birth_place": "a", "death_place": "b" }""").Faults().Select(fault => fault.Detail), Is.EqualTo(new[]
        {
            "No event has 'birth_place' together with the rest of the query.",
            "No event has 'death_place' together with the rest of the query.",
        }));

    [Test]
    public void Refuses_a_condition_that_would_be_in_no_branch() =>
        Assert.That(
            Anywhere("""{ "$or": [ { "UIN": "1" }, { "birth_place": "a", "death_place": "b" } ] }""").Refusal(),
            Does.Contain("'birth_place' is not on the records that the rest of the query asks for"));

    [TestCase("status")]
    [TestCase("phone_number")]
    [TestCase("address.city")]
    public void Refuses_an_attribute_that_no_record_is_searched_by(string attribute) =>
        Assert.That(Anywhere($$"""{ "{{attribute}}": "x" }""").Refusal(), Does.Contain("No event has"));

    [Test]
    public void Refuses_every_condition_that_means_nothing_on_the_event_asked_for() =>
        Assert.That(
            Ask.Expression("""{ "$or": [ { "UIN": "1" }, { "death_date": "2021" }, { "marriage_place": "x" } ] }""").Of("birth").Refusal(),
            Is.EqualTo("rjct.search_criteria.invalid: 'death_date' can't be searched by on records of LiveBirth.; rjct.search_criteria.invalid: 'marriage_place' can't be searched by on records of LiveBirth."));

    [Test]
    public void Takes_the_parents_marriage_only_where_births_are_asked_for()
    {
        Assert.That(Events("""{ "marriage_date": "2020" }"""), Is.EqualTo(new[] { VitalEvent.Death, VitalEvent.Marriage }));
        Assert.That(Ask.Expression("""{ "marriage_date": "2020" }""").Of("birth").Read(), Is.EqualTo("birth-declaration&_filter=(mother.marriage-date eq 2020 or father.marriage-date eq 2020)"));
    }

    [Test]
    public void Searches_no_event_that_it_may_not() =>
        Assert.That(Anywhere("""{ "UIN": "1" }""").Under(options => options with { Events = [] }).Refusal(), Does.Contain("No event has 'UIN'"));

    private static string ValueOf(string attribute) => attribute switch { "death_date" => "2020", "sex" => "male", _ => "1" };

    private static Ask Anywhere(string query) => Ask.Expression(query).Under(options => options with { Events = Usual });

    private static IReadOnlyList<VitalEvent> Events(string query) => Anywhere(query).Translated().Events;

    private static IReadOnlyList<VitalEvent> EventsOf(Translation translation) => translation is Translation.Translated translated ? translated.Events : [];
}
