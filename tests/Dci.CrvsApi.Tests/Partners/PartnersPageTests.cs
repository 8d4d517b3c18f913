using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Contract;

namespace Dci.CrvsApi.Tests.Partners;

/// <summary>docs/partners.md says what the code does.</summary>
internal sealed class PartnersPageTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(RepositoryFiles.Root, "docs", "partners.md"));

    [Test]
    public void Shows_a_registration_that_works()
    {
        var json = string.Join('\n', Lines.SkipWhile(line => line != "```json").Skip(1).TakeWhile(line => line != "```"));

        Assert.That(Registrations.Compile(json, out var faults)?.Keys, Has.Count.EqualTo(1), string.Join('\n', faults));
    }

    [Test]
    public void Explains_every_member_and_no_other()
    {
        var explained = Lines.SkipWhile(line => !line.StartsWith("| member |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('`')[1]);

        Assert.That(explained, Is.EquivalentTo(PartnerJson.Default.PartnerRegistration.Properties.Select(property => property.Name)));
    }
}
