using System.Text.Json;
using Dci.CrvsApi.Registry.Demonstration;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Demonstration;

[TestFixture]
internal sealed class DemonstrationRegisterTests
{
    private static readonly DemonstrationCounts Few = new() { Births = 40, Deaths = 12, Marriages = 12, Divorces = 3, FetalDeaths = 3, Adoptions = 3 };

    [FsCheck.NUnit.Property(MaxTest = 25)]
    public void What_it_writes_the_importer_reads_as_the_same_record(int seed)
    {
        var register = new DemonstrationRegister(seed, Few);
        var places = new PlaceTree([.. register.Places]);
        var renderer = new RecordRenderer(PersonMapping.Default);

        foreach (var entry in register.Records().Concat(register.AsFirstRegistered()))
        {
            var reading = BundleReader.Read(entry.Bundle);

            Assert.That(reading, Is.InstanceOf<BundleReading.Accepted>(), () => JsonSerializer.Serialize((reading as BundleReading.Refused)?.Faults));
            var bundle = ((BundleReading.Accepted)reading).Bundle;
            Assert.That(bundle.Differs, Is.False);
            Assert.That(JsonSerializer.Serialize(bundle.Record), Is.EqualTo(JsonSerializer.Serialize(entry.Record)));
            Assert.That(Texts(renderer.Renditions(bundle.Record!, places)), Is.EqualTo(Texts(entry.Renditions)));
        }
    }

    private static List<string> Texts(IReadOnlyList<Rendition> renditions) =>
        [.. renditions.Select(rendition => $"{rendition.Subject} {rendition.Language} {System.Text.Encoding.UTF8.GetString(rendition.Person.Span)}")];
}
