using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Records;

/// <summary>What counts as the same name.</summary>
internal sealed class NormalisedTests
{
    [TestCase("Núñez", "NUNEZ")]
    [TestCase("  de   souza ", "DE SOUZA")]
    [TestCase("مُحَمَّد", "محمد")]
    [TestCase("Ἀθηνᾶ", "ΑΘΗΝΑ")]
    public void Reads_over_marks_that_only_guide_the_reader(string written, string compared) =>
        Assert.That(Normalised.Name(written), Is.EqualTo(compared));

    [TestCase("মিতা", "মুতা")]
    [TestCase("सीता", "सुता")]
    [TestCase("សុភា", "សិភា")]
    [TestCase("มานี", "มานู")]
    public void Keeps_the_vowels_of_scripts_that_write_them_as_marks(string one, string other) =>
        Assert.That(Normalised.Name(one), Is.Not.EqualTo(Normalised.Name(other)));
}
