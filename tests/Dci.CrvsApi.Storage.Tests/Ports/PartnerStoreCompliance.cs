using Dci.CrvsApi.Registry.Partners;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class PartnerStoreCompliance : StoreFixture
{
    private static readonly StoredPartner Ministry = new("ministry", """{"name":"Ministère"}""", [1, 2, 3], false, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Test]
    public async Task Gives_back_what_was_saved()
    {
        await Storage.Partners.AddAsync(Ministry, default);

        var found = await Storage.Partners.FindAsync("ministry", default);

        Assert.That(found, Is.Not.Null);
        Assert.That(found with { SecretDigest = null }, Is.EqualTo(Ministry with { SecretDigest = null }));
        Assert.That(found.SecretDigest, Is.EqualTo(Ministry.SecretDigest));
    }

    [Test]
    public async Task Replaces_a_partner_that_nobody_changed_meanwhile()
    {
        var changed = Ministry with { Disabled = true, SecretDigest = null, Document = "{}", ChangedAt = Ministry.ChangedAt.AddMilliseconds(1) };
        await Storage.Partners.AddAsync(Ministry, default);

        Assert.That(await Storage.Partners.ReplaceAsync(changed, Ministry.ChangedAt, default), Is.True);
        Assert.That(await Storage.Partners.ReplaceAsync(changed with { Document = "late" }, Ministry.ChangedAt, default), Is.False);
        Assert.That(await Storage.Partners.ListAsync(default), Is.EqualTo(new[] { changed }));
    }

    [Test]
    public async Task Adds_no_partner_twice_and_replaces_none_that_is_not_there()
    {
        Assert.That(await Storage.Partners.ReplaceAsync(Ministry, Ministry.ChangedAt, default), Is.False);
        Assert.That(await Storage.Partners.AddAsync(Ministry, default), Is.True);
        Assert.That(await Storage.Partners.AddAsync(Ministry with { Document = "second" }, default), Is.False);
        Assert.That((await Storage.Partners.ListAsync(default)).Select(partner => partner.Document), Is.EqualTo(new[] { Ministry.Document }));
    }

    [Test]
    public async Task Knows_nobody_who_was_not_saved() => Assert.That(await Storage.Partners.FindAsync("MINISTRY", default), Is.Null);

    [Test]
    public async Task Lists_by_id()
    {
        await Storage.Partners.AddAsync(Ministry with { PartnerId = "b" }, default);
        await Storage.Partners.AddAsync(Ministry with { PartnerId = "a" }, default);

        Assert.That((await Storage.Partners.ListAsync(default)).Select(partner => partner.PartnerId), Is.EqualTo(new[] { "a", "b" }));
    }
}
