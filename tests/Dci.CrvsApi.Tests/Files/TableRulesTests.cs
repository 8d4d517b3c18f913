using System.Text;
using Dci.CrvsApi.Files;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Tests.Files;

/// <summary>What a CSV file must be to be taken in.</summary>
internal sealed class TableRulesTests
{
    [TestCase("type,value\nUIN,1", 1)]
    [TestCase("type,value\r\nUIN,1\r\nUIN,2\r\n", 2)]
    [TestCase("Type,VALUE\n\n\nUIN,1\n\n", 1)]
    [TestCase("DOB_from,dob_to\n1990,1991\n", 1)]
    public void Counts_the_rows(string file, int rows) => Assert.That(Count(file).Value!.Rows, Is.EqualTo(rows));

    [TestCase("", "empty")]
    [TestCase("\uFEFF", "column")]
    [TestCase("\n\n", "column")]
    [TestCase("type,value\n", "no row")]
    [TestCase("type,value\n\n\n", "no row")]
    [TestCase("type\nUIN\n", "together")]
    [TestCase("value\n1\n", "together")]
    [TestCase("reference_id,locale\n1,eng\n", "no column to search by")]
    [TestCase("type,value,sex\nUIN,1,male\n", "one or the other")]
    [TestCase("type,value,shoe_size\nUIN,1,44\n", "Column 3")]
    [TestCase("surname,family_name\na,b\n", "Column 2")]
    [TestCase("surname_from\na\n", "Column 1")]
    [TestCase("phone_number\n1\n", "Column 1")]
    [TestCase("type,value\nUIN,\"1\n", "well-formed")]
    [TestCase("type,value\nUIN,\"1\"2\n", "well-formed")]
    [TestCase("type;value\nUIN;1\n", "Column 1")]
    public void Refuses_in_words(string file, string because) => Assert.That(Count(file).Failure?.Detail, Does.Contain(because));

    [Test]
    public void Refuses_what_is_not_UTF_8()
    {
        var file = Encoding.Latin1.GetBytes("type,value\nUIN,1\nUIN,Zoë\n");

        Assert.That(TableRules.Count(file, 10, default).Failure?.Detail, Does.Contain("UTF-8"));
    }

    [Test]
    public void Refuses_a_row_without_end() =>
        Assert.That(Count("type,value\nUIN,1\nUIN,\"" + new string('x', 200_000) + "\"\n").Failure?.Detail, Does.Contain("near row 2"));

    [Test]
    public void Refuses_more_rows_than_are_allowed()
    {
        var refused = TableRules.Count(Encoding.UTF8.GetBytes("type,value\nUIN,1\nUIN,2\nUIN,3\n"), 2, default).Failure!;

        Assert.That(refused.Status, Is.EqualTo(400));
        Assert.That(refused.HeaderReason, Is.EqualTo("rjct.total_count.limit_exceeded"));
    }

    private static Outcome<TableCount> Count(string file) => TableRules.Count(Encoding.UTF8.GetBytes(file), 10, default);
}
