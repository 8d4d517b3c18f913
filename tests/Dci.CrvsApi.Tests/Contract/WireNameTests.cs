using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Tests.Contract;

public sealed class WireNameTests
{
    [Test]
    public void Knows_every_member_by_its_name_on_the_wire()
    {
        var expected = ContractReader.Contract.Schemas["ErrorCode"]!["enum"]!.AsArray().Select(name => name!.ToString());

        Assert.That(Enum.GetValues<ErrorCode>().Select(WireName.Of), Is.EqualTo(expected));
    }

    [Test]
    public void Finds_a_member_by_its_name() =>
        Assert.That(WireName.TryParse<SearchStatusReasonCode>("rjct.sort.invalid", out var code) ? code : default, Is.EqualTo(SearchStatusReasonCode.SortInvalid));

    [TestCase(null), TestCase(""), TestCase("SortInvalid"), TestCase("RJCT.SORT.INVALID"), TestCase("5")]
    public void Finds_nothing_by_another_name(string? name) =>
        Assert.That(WireName.TryParse<SearchStatusReasonCode>(name, out _), Is.False);

    [Test]
    public void Has_no_name_for_what_is_no_member() =>
        Assert.That(() => WireName.Of((ErrorCode)999), Throws.TypeOf<ArgumentOutOfRangeException>());
}
