using System.Text;
using Dci.CrvsApi.Files;
using Dci.CrvsApi.Search;

namespace Dci.CrvsApi.Tests.Files;

/// <summary>A row asks what an item of a JSON message would.</summary>
internal sealed class TableItemsTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 8, 30, 0, TimeSpan.Zero);

    [Test]
    public void Asks_by_identifier()
    {
        var item = Read("reference_id,type,value,reg_event_type\r\na-1,UIN,0123,birth\r\n").Single();

        Assert.That(item.ReferenceId, Is.EqualTo("a-1"));
        Assert.That(item.Criteria!.QueryType, Is.EqualTo("idtype-value"));
        Assert.That(item.Criteria.RegEventType, Is.EqualTo("birth"));
        Assert.That(item.Criteria.Query.GetRawText(), Is.EqualTo("""{"type":"UIN","value":"0123"}"""));
    }

    [Test]
    public void Asks_by_attributes_and_leaves_out_empty_cells()
    {
        var items = Read("surname,sex,birth_date_from,birth_date_to,locale,purpose\n\"O'Brien, Ana\",,1990-01-01,1991,eng,pension\n,female,,,,\n");

        Assert.That(Query(items[0]), Is.EqualTo("""{"name.surname":{"$eq":"O'Brien, Ana"},"birth_date":{"$gte":"1990-01-01","$lte":"1991"}}"""));
        Assert.That(items[0].Locale, Is.EqualTo("eng"));
        Assert.That(items[0].Consent!.Value.GetProperty("purpose").GetProperty("code").GetString(), Is.EqualTo("pension"));
        Assert.That(Query(items[1]), Is.EqualTo("""{"sex":{"$eq":"female"}}"""));
        Assert.That(items[1].Consent, Is.Null);
    }

    [Test]
    public void Numbers_rows_that_bring_no_reference()
    {
        var items = Read("type,value\nUIN,1\n\nUIN,2\n");

        Assert.That(items.Select(item => item.ReferenceId), Is.EqualTo(new[] { "1", "2" }));
    }

    [Test]
    public void Reads_names_of_every_script_with_and_without_a_byte_order_mark([Values] bool marked)
    {
        var items = Read((marked ? "\uFEFF" : "") + "full_name\n\"ศรีสุข \"\"เล็ก\"\"\nสมใจ\"\n#нина\n");

        Assert.That(Value(items[0]), Is.EqualTo("ศรีสุข \"เล็ก\"\nสมใจ"));
        Assert.That(Value(items[1]), Is.EqualTo("#нина"));
    }

    [Test]
    public void Refuses_a_reference_that_stands_twice_where_it_stands_again()
    {
        var items = Read("reference_id,type,value\nx,UIN,1\ny,UIN,2\nx,UIN,3\n");

        Assert.That(items.Select(item => item.Malformed?.Code), Is.EqualTo(new[] { null, null, "rjct.reference_id.duplicate" }));
    }

    [TestCase("type,value\nUIN,1,2\n", "more cells")]
    [TestCase("type,value,locale\nUIN,1,en\n", "locale")]
    [TestCase("reference_id,type,value\n{100},UIN,1\n", "reference_id")]
    [TestCase("type,value\nUIN,{1001}\n", "longer")]
    public void Refuses_a_row_by_itself(string file, string because)
    {
        var items = Read(file.Replace("{100}", new string('x', 100)).Replace("{1001}", new string('x', 1001)) + "UIN,2\n");

        Assert.That(items[0].Malformed!.Detail, Does.Contain(because));
        Assert.That(items[0].ReferenceId, Is.Not.Empty);
    }

    [Test]
    public void Leaves_a_row_that_asks_nothing_to_the_rules_of_criteria()
    {
        var items = Read("type,value\nUIN,\n");

        Assert.That(items[0].Criteria!.Query.GetRawText(), Is.EqualTo("""{"type":"UIN"}"""));
    }

    private static List<SearchItem> Read(string file) => [.. TableItems.Read(new MemoryStream(Encoding.UTF8.GetBytes(file)), At)];

    private static string Query(SearchItem item) => item.Criteria!.Query.GetRawText();

    private static string? Value(SearchItem item) => item.Criteria!.Query.GetProperty("name").GetProperty("$eq").GetString();
}
