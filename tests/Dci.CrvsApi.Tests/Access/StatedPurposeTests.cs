using System.Text.Json;
using Dci.CrvsApi.Access;

namespace Dci.CrvsApi.Tests.Access;

internal sealed class StatedPurposeTests
{
    [TestCase("""{"purpose":{"code":"SPP","text":"Verification"}}""", "SPP")]
    [TestCase("""{"purpose":{"text":"Verification"}}""", "Verification")]
    [TestCase("""{"purpose":{"code":"","text":" Verification "}}""", "Verification")]
    [TestCase("""{"purpose":{"code":null}}""", null)]
    [TestCase("""{"purpose":{"code":{"$ref":"#/x"}}}""", null)]
    [TestCase("""{"purpose":"SPP"}""", null)]
    [TestCase("""{}""", null)]
    [TestCase("\"\"", null)]
    [TestCase("null", null)]
    [TestCase("[1]", null)]
    public void Is_read_from_an_agreement_whatever_stands_in_it(string agreement, string? purpose) =>
        Assert.That(StatedPurpose.Of(Json(agreement)), Is.EqualTo(purpose));

    [Test]
    public void Is_the_first_of_several() =>
        Assert.That(StatedPurpose.Of(null, Json("\"\""), Json("""{"purpose":{"code":"A"}}"""), Json("""{"purpose":{"code":"B"}}""")), Is.EqualTo("A"));

    [Test]
    public void Is_cut_when_it_is_a_story() =>
        Assert.That(StatedPurpose.Of(Json($$$"""{"purpose":{"text":"{{{new string('x', 5_000)}}}"}}""")), Has.Length.EqualTo(200));

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
