using Dci.CrvsApi.Deliveries.Callbacks;

namespace Dci.CrvsApi.Tests.Deliveries.Callbacks;

internal sealed class VerbatimAddressTests
{
    [TestCase("https://a.example/%7Eb/%41?x=%7e&y=a+b&&z&e=")]
    [TestCase("https://a.example/x/../y/./z//w")]
    [TestCase("https://a.example/%2e%2e/a?b?c")]
    [TestCase("https://a.example/a'b(c)!*;d,e$f:g@h")]
    public void Are_sent_letter_for_letter(string address) =>
        Assert.That("https://a.example" + VerbatimAddress.Read(address)!.PathAndQuery, Is.EqualTo(address));

    [TestCase("https://a.example", "/")]
    [TestCase("https://a.example?q=1", "/?q=1")]
    public void Get_the_path_that_a_request_needs(string address, string target) =>
        Assert.That(VerbatimAddress.Read(address)!.PathAndQuery, Is.EqualTo(target));

    [TestCase("ftp://a.example/")]
    [TestCase("a.example/path")]
    [TestCase("/path")]
    [TestCase("https:///path")]
    [TestCase("https://me:secret@a.example/")]
    [TestCase("https://a.example/#part")]
    [TestCase("https://a.example/ä")]
    [TestCase("https://a.example/a b")]
    [TestCase("https://a.example/a\r\nHost: b")]
    [TestCase("https://a.example\\@b.example/")]
    [TestCase("https://a.example/\"x\"")]
    [TestCase("")]
    public void Are_none_when_they_can_not_be_sent_like_that(string address) => Assert.That(VerbatimAddress.Read(address), Is.Null);

    [Test]
    public void Have_a_longest_length()
    {
        var longest = "https://a.example/" + new string('x', VerbatimAddress.MaxLength - 18);

        Assert.That(VerbatimAddress.Read(longest), Is.Not.Null);
        Assert.That(VerbatimAddress.Read(longest + "x"), Is.Null);
    }

    [TestCase("https://a.example/p", "https://a.example/p?m=1")]
    [TestCase("https://a.example/p?", "https://a.example/p?m=1")]
    [TestCase("https://a.example/p?a=1", "https://a.example/p?a=1&m=1")]
    [TestCase("https://a.example/p?m=0&m=2", "https://a.example/p?m=0&m=2&m=1")]
    public void Keep_their_query_before_what_is_put_behind(string address, string expected) =>
        Assert.That(VerbatimAddress.Append(address, "m=1"), Is.EqualTo(expected));
}
