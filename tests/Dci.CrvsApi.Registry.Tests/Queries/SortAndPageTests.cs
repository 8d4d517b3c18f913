using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Queries;

public sealed class SortAndPageTests
{
    private static readonly Ask Births = Ask.That("sex", "eq", "\"male\"").Of("birth");

    [TestCase("createdAt", "asc", SortParameter.RegistrationDate, false)]
    [TestCase("dateOfDeclaration", "DESC", SortParameter.RegistrationDate, true)]
    [TestCase("birth_date", null, SortParameter.EventDate, false)]
    [TestCase("dateOfEvent", "descending", SortParameter.EventDate, true)]
    [TestCase("age", "asc", SortParameter.EventDate, true)]
    [TestCase("last_updated", "", SortParameter.LastUpdated, false)]
    [TestCase("BRN", "asc", SortParameter.RegistrationNumber, false)]
    [TestCase("record_id", "asc", SortParameter.RecordId, false)]
    [TestCase("surname", "asc", SortParameter.SubjectFamily, false)]
    [TestCase("birth_place", "asc", SortParameter.EventPlace, false)]
    [TestCase("mother.birth_date", "asc", SortParameter.MotherBirthDate, false)]
    public void Sorts_by_what_can_be_searched_by(string attribute, string? order, SortParameter parameter, bool descending) =>
        Assert.That(Births.SortedBy(attribute, order).Translated().Query.Sort, Is.EqualTo(new[] { new SortKey(parameter, descending) }));

    [Test]
    public void Sorts_by_a_kind_of_identifier() =>
        Assert.That(Births.SortedBy("UIN", "asc").Translated().Query.Sort, Is.EqualTo(new[] { new SortKey(SortParameter.SubjectIdentifier, false, IdentifierKind.NationalId) }));

    [Test]
    public void Sorts_by_a_whole_name_in_two_keys() =>
        Assert.That(Births.SortedBy("name", "desc").Translated().Query.Sort, Is.EqualTo(new[] { new SortKey(SortParameter.SubjectFamily, true), new SortKey(SortParameter.SubjectGiven, true) }));

    [Test]
    public void Sorts_by_the_persons_date_where_several_events_are_searched() =>
        Assert.That(Births.Of(null).SortedBy("birth_date", "asc").Translated().Query.Sort, Is.EqualTo(new[] { new SortKey(SortParameter.SubjectBirthDate, false) }));

    [Test]
    public void Every_searchable_attribute_can_be_sorted_by([ValueSource(typeof(SearchVocabulary), nameof(SearchVocabulary.Attributes))] string attribute)
    {
        var translated = Ask.Id("record_id", "1").SortedBy(attribute, "desc").Translated();
        Assert.That(translated.Query.Sort, Is.Not.Empty);
        Assert.That(translated.UsedAttributes, Does.Contain(attribute));
        Assert.That(FhirSearchText.Of(translated.Query), Has.All.Contains("&_sort="));
    }

    [Test]
    public void Keeps_the_order_of_keys_and_drops_what_is_already_decided()
    {
        var sorted = Births.With(criteria => criteria with { Sort = [By("surname", "desc"), By("birth_date", "asc"), By("family_name", "asc"), By("", "")] });
        Assert.That(sorted.Translated().Query.Sort, Is.EqualTo(new[] { new SortKey(SortParameter.SubjectFamily, true), new SortKey(SortParameter.EventDate, false) }));
    }

    [TestCase("shoe_size", "asc", "'shoe_size' is not known")]
    [TestCase("status", "asc", "can't be sorted by 'status'")]
    [TestCase("death_date", "asc", "can't be sorted by 'death_date'")]
    [TestCase("surname", "up", "'asc' or 'desc'")]
    [TestCase("", "asc", "no attribute_name")]
    public void Refuses_an_order_it_can_not_keep(string attribute, string order, string words)
    {
        var fault = Births.SortedBy(attribute, order).Faults().Single();
        Assert.That(fault.Code, Is.EqualTo("rjct.sort.invalid"));
        Assert.That(fault.Detail, Does.Contain(words));
    }

    [Test]
    public void Gives_fifty_records_where_no_page_is_asked_for() =>
        Assert.That(Births.Translated().Query.Page, Is.EqualTo(new PageRequest(50, 1)));

    [Test]
    public void Gives_the_page_asked_for_and_no_more_than_the_most() =>
        Assert.That(
            new[] { Paged(10, 3).Translated().Query.Page, Paged(10, null).Translated().Query.Page, Paged(5_000, 2).Translated().Query.Page },
            Is.EqualTo(new[] { new PageRequest(10, 3), new PageRequest(10, 1), new PageRequest(1_000, 2) }));

    [Test]
    public void Gives_the_usual_size_to_a_page_that_has_only_a_number()
    {
        var page = Paged(0, 3).Translated().Query.Page;
        Assert.That((page.Size, page.Number), Is.EqualTo((50, 3)));
    }

    [TestCase(-1, 1)]
    [TestCase(1, 0)]
    [TestCase(1, -1)]
    public void Refuses_a_page_before_the_first(int size, int number)
    {
        var fault = Paged(size, number).Faults().Single();
        Assert.That(fault.Code, Is.EqualTo("rjct.pagination.invalid"));
        Assert.That(fault.IllFormed);
    }

    [Test]
    public void Passes_the_language_on() =>
        Assert.That(Births.Under(options => options with { Language = "ara" }).Translated().Query.Language, Is.EqualTo("ara"));

    private static Ask Paged(int size, int? number) =>
        Births.With(criteria => criteria with { Pagination = new Pagination { PageSize = size, PageNumber = number } });

    private static SearchSort By(string attribute, string order) => new() { AttributeName = attribute, SortOrder = order };
}
