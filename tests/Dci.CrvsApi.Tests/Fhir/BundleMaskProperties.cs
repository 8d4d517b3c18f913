using System.Text.Json;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Tests.Profiles;

namespace Dci.CrvsApi.Tests.Fhir;

/// <summary>A masked bundle tells neither more nor less than the masked DCI person of the same record.</summary>
internal sealed class BundleMaskProperties
{
    private static readonly OutputProfile Standard = Presets.Find(Presets.Default)!;

    [FsCheck.NUnit.Property(MaxTest = 100)]
    public void What_the_person_shows_the_bundle_shows(int seed)
    {
        var (record, access) = Any(new Random(seed));

        Assert.That(Masked.Write(record.MaskedPerson(access), Standard, access), Is.EqualTo(Masked.Write(record.Person, Standard, access)));
    }

    [FsCheck.NUnit.Property(MaxTest = 100)]
    public void What_the_person_hides_the_bundle_hides(int seed)
    {
        var (record, access) = Any(new Random(seed));
        var shown = ValuesOf(Masked.Write(record.Person, Standard, access)).ToHashSet(StringComparer.Ordinal);

        var masked = ValuesOf(record.Masked(access)).ToHashSet(StringComparer.Ordinal);

        Assert.That(ValuesOf(record.Person).Where(value => !shown.Contains(value) && value.Length > 3).Where(masked.Contains), Is.Empty);
    }

    private static (SampleRecord Record, AccessGrant Access) Any(Random random)
    {
        var sample = SampleRecord.Names[random.Next(SampleRecord.Names.Length)];
        var fields = MarkedPerson.Fields.Where(_ => random.Next(2) == 0).ToHashSet(StringComparer.Ordinal);
        // A person may tell of a spouse that there is one; a bundle does not hold a Patient that says nothing.
        if (fields.Contains("related_person"))
            fields.Add("name");
        var access = new AccessGrant
        {
            Fields = fields,
            IdentifierKinds = random.Next(2) == 0 ? null : Enum.GetValues<IdentifierKind>().Where(_ => random.Next(2) == 0).ToHashSet(),
        };
        return (SampleRecord.Of(sample), access);
    }

    private static List<string> ValuesOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        var found = new List<string>();
        Collect(document.RootElement, found);
        return found;
    }

    private static void Collect(JsonElement element, List<string> found)
    {
        if (element.ValueKind == JsonValueKind.String)
            found.Add(element.GetString()!);
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                Collect(item, found);
        else if (element.ValueKind == JsonValueKind.Object)
            foreach (var member in element.EnumerateObject().Where(member => !member.Name.StartsWith('@')))
                Collect(member.Value, found);
    }
}
