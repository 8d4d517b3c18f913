using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Tests.Ingest;

namespace Dci.CrvsApi.Registry.Tests.Records;

[TestFixture]
internal sealed class RecordRendererTests
{
    private readonly RecordRenderer _renderer = new(PersonMapping.Default);

    [Test]
    public void The_default_comes_first_then_every_language_of_its_names()
    {
        var record = SampleFiles.Read("r4-birth-names-in-three-scripts.json").Record!;

        var renditions = _renderer.Renditions(record, PlaceTree.Empty);

        Assert.That(renditions.Select(rendition => rendition.Language), Is.EqualTo(new[] { null, "ara", "eng", "amh" }));
        Assert.That(renditions[1].Person.Span.SequenceEqual(renditions[0].Person.Span), Is.True);
    }

    [Test]
    public void Names_in_the_default_language_are_not_repeated() =>
        Assert.That(
            _renderer.Renditions(SampleFiles.Read("opencrvs-1.6-birth.json").Record!, PlaceTree.Empty).Select(rendition => rendition.Language),
            Is.EqualTo(new[] { null, "ben" }));

    [Test]
    public void Both_spouses_are_subjects() =>
        Assert.That(
            _renderer.Renditions(SampleFiles.Read("opencrvs-1.8-marriage.json").Record!, PlaceTree.Empty).Select(rendition => rendition.Subject),
            Is.EqualTo(new[] { PersonRole.Bride, PersonRole.Groom }));

    [Test]
    public void An_entry_carries_both_forms_of_a_bundle_that_differs()
    {
        var received = SampleFiles.Bytes("opencrvs-1.8-birth.json");
        var bundle = SampleFiles.Accepted(received);

        var entry = _renderer.Entry(bundle.Record!, bundle.Normalised, bundle.Differs ? received : null, PlaceTree.Empty, "import");

        Assert.That(entry.MappingVersion, Is.EqualTo(RecordRenderer.MappingVersion));
        Assert.That(entry.Origin, Is.EqualTo("import"));
        Assert.That(entry.Original, Is.Not.Null);
        Assert.That(entry.Original!.Value.Span.SequenceEqual(received), Is.True);
    }
}
