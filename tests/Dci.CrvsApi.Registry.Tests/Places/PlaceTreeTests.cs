using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Registry.Tests.Places;

[TestFixture]
internal sealed class PlaceTreeTests
{
    private static readonly PlaceTree Tree = new(
    [
        Area("s", "Quellmoor", null),
        Area("d", "Brindle Bay", "s") with { Code = "QM01", Aliases = ["Brindeltown"] },
        Area("h", "Hôpital Saint-Éloi", "d") with { Kind = PlaceKind.Facility },
        Area("x", "Circle", "y"),
        Area("y", "Ring", "x"),
        Area("o", "Orphan", "nowhere"),
        Area("d2", "Brindle Bay", "o"),
    ]);

    [TestCase("h", "h")]
    [TestCase("Location/h", "h")]
    [TestCase("qm01", "d")]
    [TestCase("brindeltown", "d")]
    [TestCase("hopital  saint-eloi", "h")]
    public void Finds_a_place_by_id_code_name_or_alias(string text, string id) =>
        Assert.That(Tree.Resolve(text).Single().Id, Is.EqualTo(id));

    [Test]
    public void A_name_that_two_places_bear_means_both() =>
        Assert.That(Tree.Resolve("BRINDLE BAY").Select(place => place.Id), Is.EquivalentTo(new[] { "d", "d2" }));

    [TestCase("")]
    [TestCase("Location/")]
    [TestCase("Atlantis")]
    public void What_nothing_is_called_is_nowhere(string text) => Assert.That(Tree.Resolve(text), Is.Empty);

    [TestCase("h", "s,d,h")]
    [TestCase("s", "s")]
    [TestCase("d2", "o,d2")]
    [TestCase("unknown", "")]
    public void The_path_begins_at_the_root(string id, string path) =>
        Assert.That(string.Join(',', Tree.PathOf(id).Select(place => place.Id)), Is.EqualTo(path));

    [Test]
    public void A_circle_ends_the_walk() =>
        Assert.That(Tree.PathOf("x").Select(place => place.Id), Is.EqualTo(new[] { "y", "x" }));

    private static Place Area(string id, string name, string? parent) =>
        new() { Id = id, Kind = PlaceKind.Area, Name = name, ParentId = parent };
}
