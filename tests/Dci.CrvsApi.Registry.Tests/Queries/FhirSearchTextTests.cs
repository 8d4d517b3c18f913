using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Queries;

public sealed class FhirSearchTextTests
{
    [Test]
    public void Reads_conditions_order_and_page()
    {
        var query = Ask.That("birth_date", "ge", "\"2010-05-04\"").Of("birth").SortedBy("surname", "desc")
            .With(criteria => criteria with { Pagination = new Pagination { PageSize = 50, PageNumber = 2 } }).Translated().Query;
        Assert.That(FhirSearchText.Of(query), Is.EqualTo(new[] { "Composition?type=birth-declaration&child.birthdate=ge2010-05-04&_sort=-child.family&_count=50&_page=2" }));
    }

    [Test]
    public void Reads_one_search_for_each_event() =>
        Assert.That(
            Ask.That("birth_date", "eq", "\"2010\"").Under(options => options with { Events = [VitalEvent.LiveBirth, VitalEvent.Death] }).ReadAll(),
            Is.EqualTo(new[] { "Composition?type=birth-declaration&child.birthdate=2010&_count=50", "Composition?type=death-declaration&deceased.birthdate=2010&_count=50" }));

    [TestCase("a,b|c$d\\e", "event-encounter.location:below=a\\,b\\|c\\$d\\\\e")]
    [TestCase("a&b=c#d+e%20", "event-encounter.location:below=a%26b%3Dc%23d%2Be%2520")]
    [TestCase("ገጠር", "event-encounter.location:below=ገጠር")]
    public void Escapes_values(string value, string expected) =>
        Assert.That(Ask.That("event_place", "eq", $"\"{value.Replace("\\", "\\\\")}\"").Of("birth").Read(), Is.EqualTo("birth-declaration&" + expected));

    [Test]
    public void Quotes_values_in_a_filter() =>
        Assert.That(Ask.That("event_place", "ne", "\"a\\\"b\\\\c\"").Of("birth").Read(), Is.EqualTo("birth-declaration&_filter=(not (event-encounter.location:below eq \"a\\\"b\\\\c\"))"));

    [Test]
    public void Puts_bounds_of_alternatives_in_brackets() =>
        Assert.That(Ask.That("age", "in", "\"1,2\"").Of("birth").Read(), Is.EqualTo(
            "birth-declaration&_filter=((child.birthdate ge 2024-11-24 and child.birthdate le 2025-11-23) or (child.birthdate ge 2023-11-24 and child.birthdate le 2024-11-23))"));

    [Test]
    public void Shows_no_value_when_masked()
    {
        var query = Ask.Expression("""{ "UIN": "7351", "birth_date": "1984-01-02", "$or": [ { "surname": "Diaz" }, { "event_place": "Fooville" } ], "last_updated": { "$gt": "2020-01-02" } }""").Of("birth").Translated().Query;
        Assert.That(FhirSearchText.Masked(query).Single(), Is.EqualTo(
            "Composition?type=birth-declaration&child.identifier:of-type=http://opencrvs.org/specs/identifier-type|NATIONAL_ID|***&child.birthdate=***"
            + "&_filter=(child.family:exact eq \"***\" or event-encounter.location:below eq \"***\")&_lastUpdated=ge***&_count=50"));
    }
}
