using Dci.CrvsApi.Registry.Partners;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class PartnerStoreCompliance : StoreFixture
{
    private static readonly StoredPartner Ministry = new("ministry", """{"name":"Ministère"}""", [1, 2, 3], false, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Test]
    public async Task Gives_back_what_was_saved()
    {
        await Storage.Partners.SaveAsync(Ministry, default);

        var found = await Storage.Partners.FindAsync("ministry", default);

        Assert.That(found, Is.Not.Null);
        Assert.That(found with { SecretDigest = null }, Is.EqualTo(Ministry with { SecretDigest = null }));
        Assert.That(found.SecretDigest, Is.EqualTo(Ministry.SecretDigest));
    }

    [Test]
    public async Task Replaces_a_partner_of_the_same_id()
    {
        await Storage.Partners.SaveAsync(Ministry, default);
        await Storage.Partners.SaveAsync(Ministry with { Disabled = true, SecretDigest = null, Document = "{}" }, default);

        var all = await Storage.Partners.ListAsync(default);

        Assert.That(all, Is.EqualTo(new[] { Ministry with { Disabled = true, SecretDigest = null, Document = "{}" } }));
    }

    [Test]
    public async Task Knows_nobody_who_was_not_saved() => Assert.That(await Storage.Partners.FindAsync("MINISTRY", default), Is.Null);

    [Test]
    public async Task Lists_by_id()
    {
        await Storage.Partners.SaveAsync(Ministry with { PartnerId = "b" }, default);
        await Storage.Partners.SaveAsync(Ministry with { PartnerId = "a" }, default);

        Assert.That((await Storage.Partners.ListAsync(default)).Select(partner => partner.PartnerId), Is.EqualTo(new[] { "a", "b" }));
    }
}
