using Dci.CrvsApi.Registry.Places;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class PlaceStoreCompliance : StoreFixture
{
    [Test]
    public async Task Is_empty_at_first() => Assert.That((await Storage.Places.LoadAsync(default)).All, Is.Empty);

    [Test]
    public async Task Gives_back_places_whole_whatever_order_they_came_in()
    {
        var clinic = new Place
        {
            Id = "clinic",
            Kind = PlaceKind.Facility,
            Name = "Clinique d'Été",
            Code = "F1",
            Aliases = ["Old clinic", "مستوصف"],
            ParentId = "district",
            Active = false,
            Latitude = -1.5,
            Longitude = 29.25,
            LastUpdated = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
        await Storage.Places.SaveAsync([clinic], default);
        await Storage.Places.SaveAsync([Area("district", "region"), Area("region", null)], default);

        var tree = await Storage.Places.LoadAsync(default);

        Assert.That(tree.Find("clinic"), Is.EqualTo(clinic).Using<Place, Place>((found, saved) => found with { Aliases = saved.Aliases } == saved && found.Aliases.SequenceEqual(saved.Aliases)));
        Assert.That(tree.PathOf("clinic").Select(place => place.Id), Is.EqualTo(new[] { "region", "district", "clinic" }));
    }

    [Test]
    public async Task Replaces_a_place_of_the_same_id_and_keeps_the_others()
    {
        await Storage.Places.SaveAsync([Area("a", null), Area("b", null)], default);
        await Storage.Places.LoadAsync(default);

        await Storage.Places.SaveAsync([Area("a", null) with { Name = "New" }], default);

        var tree = await Storage.Places.LoadAsync(default);
        Assert.That(tree.All.Select(place => place.Name), Is.EquivalentTo(new[] { "New", "b" }));
    }

    [Test]
    public async Task Does_nothing_for_an_empty_list()
    {
        await Storage.Places.SaveAsync([Area("a", null)], default);
        var before = await Storage.Places.LoadAsync(default);

        await Storage.Places.SaveAsync([], default);

        Assert.That(await Storage.Places.LoadAsync(default), Is.SameAs(before));
    }

    [Test]
    public async Task Keeps_a_tree_that_bites_its_tail()
    {
        await Storage.Places.SaveAsync([Area("a", "b"), Area("b", "a")], default);

        Assert.That((await Storage.Places.LoadAsync(default)).All, Has.Count.EqualTo(2));
    }

    private static Place Area(string id, string? parent) => new() { Id = id, Kind = PlaceKind.Area, Name = id, ParentId = parent };
}
