using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Partners;

namespace Dci.CrvsApi.Tests.Partners;

internal sealed class PartnerDirectoryTests
{
    [Test]
    public async Task Finds_a_partner_by_its_id_and_by_nothing_else()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid() with { SenderIds = ["spp.example.org"] });

        Assert.That((await house.FindAsync("spp"))?.Id, Is.EqualTo("spp"));
        Assert.That(await house.FindAsync("spp.example.org"), Is.Null);
        Assert.That(await house.FindAsync("SPP"), Is.Null);
    }

    [Test]
    public async Task Asks_the_database_once_for_many_questions()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid());
        await house.FindAsync("spp");
        var reads = house.Store.Reads;

        for (var i = 0; i < 100; i++)
            await house.FindAsync(i % 2 == 0 ? "spp" : $"nobody-{i}");

        Assert.That(house.Store.Reads, Is.EqualTo(reads));
    }

    [Test]
    public async Task Knows_what_changed_elsewhere_after_two_seconds()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid());
        await house.FindAsync("spp");
        house.Store.Put(house.Store.Rows.Single() with { Disabled = true });

        Assert.That((await house.FindAsync("spp"))?.Disabled, Is.False);
        house.Clock.Advance(TimeSpan.FromSeconds(2.1));
        Assert.That((await house.FindAsync("spp"))?.Disabled, Is.True);
    }

    [Test]
    public async Task Refreshes_behind_an_answer_that_is_a_second_old()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid());
        await house.FindAsync("spp");
        var reads = house.Store.Reads;
        house.Clock.Advance(TimeSpan.FromSeconds(1.5));

        Assert.That(await house.FindAsync("spp"), Is.Not.Null);
        Assert.That(() => house.Store.Reads, Is.EqualTo(reads + 1).After(2_000, 5));
    }

    [Test]
    public async Task Parses_the_keys_of_an_unchanged_partner_once()
    {
        using var house = new PartnerHouse("Development");
        await house.AddAsync(DemonstrationPartner.Create().Registration);
        var before = await house.FindAsync(DemonstrationPartner.Id);
        house.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.That(await house.FindAsync(DemonstrationPartner.Id), Is.SameAs(before));
    }

    [Test]
    public async Task Lets_the_file_win()
    {
        var filed = Registrations.Compile(("sender_ids", new System.Text.Json.Nodes.JsonArray("filed")));
        using var house = new PartnerHouse(file: new PartnerFile([new(filed, null, PartnerOrigin.File)]));
        house.Store.Put(new StoredPartner("spp", PartnerJson.Write(Registrations.Valid() with { SenderIds = ["stored"] }), null, false, default));

        Assert.That((await house.FindAsync("spp"))?.SenderIds, Is.EqualTo(new[] { "filed" }));
        Assert.That(await house.Directory.ListAsync(default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Leaves_out_a_row_that_is_no_longer_valid_and_says_so()
    {
        using var house = new PartnerHouse();
        house.Store.Put(new StoredPartner("old", """{"id":"old","profile":"gone"}""", null, false, default));

        Assert.That(await house.FindAsync("old"), Is.Null);
        Assert.That(house.Log.All, Has.One.Contains("$.profile"));
    }

    [Test]
    public async Task Fails_rather_than_answer_from_old_knowledge()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid());
        await house.FindAsync("spp");
        house.Store.Away = true;
        house.Clock.Advance(TimeSpan.FromSeconds(2.1));

        Assert.That(async () => await house.FindAsync("spp"), Throws.InvalidOperationException);
    }

    [TestCase("Production", true)]
    [TestCase("Staging", true)]
    [TestCase("Development", false)]
    [TestCase("Conformance", false)]
    public async Task Disables_sandbox_partners_under_production_rules(string environment, bool disabled)
    {
        using var house = new PartnerHouse(environment);
        await house.AddAsync(DemonstrationPartner.Create().Registration);
        await house.AddAsync(Registrations.Valid("careless") with { SignaturePolicy = "off", Sandbox = true });
        await house.AddAsync(Registrations.Valid());

        Assert.That((await house.FindAsync("demo"))?.Disabled, Is.EqualTo(disabled));
        Assert.That((await house.FindAsync("careless"))?.Disabled, Is.EqualTo(disabled));
        Assert.That((await house.FindAsync("spp"))?.Disabled, Is.False);
        Assert.That(house.Log.All.Any(message => message.Contains("demo is disabled")), Is.EqualTo(disabled));
    }
}
