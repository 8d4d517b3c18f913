using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Records;

[TestFixture]
internal sealed class CodesTests
{
    [TestCase("en", "eng")]
    [TestCase("en-GB", "eng")]
    [TestCase("BN", "ben")]
    [TestCase("km", "khm")]
    [TestCase("swa", "swa")]
    [TestCase("official", null)]
    [TestCase("xq", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void A_language_has_three_letters(string? tag, string? expected) =>
        Assert.That(LanguageCodes.ThreeLetters(tag), Is.EqualTo(expected));

    [TestCase("ara", "ar")]
    [TestCase("khm", "km")]
    [TestCase("qaa", "qaa")]
    public void A_language_is_written_as_short_as_can_be(string language, string expected) =>
        Assert.That(LanguageCodes.Tag(language), Is.EqualTo(expected));

    [TestCase("KEN", "KE")]
    [TestCase("khm", "KH")]
    [TestCase("th", "TH")]
    [TestCase("FAR", null)]
    [TestCase("XX", null)]
    [TestCase(null, null)]
    public void A_country_has_two_letters(string? country, string? expected) =>
        Assert.That(CountryCodes.TwoLetters(country), Is.EqualTo(expected));
}
