using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class KeyStoreCompliance : StoreFixture
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Test]
    public async Task Gives_back_what_was_added()
    {
        await Storage.Keys.AddAsync([Key("a"), Key("b") with { RetiresAt = Now.AddDays(1) }], default);

        var keys = await Storage.Keys.ListAsync(default);

        Assert.That(keys.Select(key => (key.KeyId, key.Use, key.Algorithm, key.PublishedAt, key.ActiveFrom, key.RetiresAt)), Is.EqualTo(new[]
        {
            ("a", "sig", "ES256", Now, Now.AddHours(1), null),
            ("b", "sig", "ES256", Now, Now.AddHours(1), (DateTimeOffset?)Now.AddDays(1)),
        }));
        Assert.That(keys[0].Sealed, Is.EqualTo(new byte[] { 9, 8, 7 }));
    }

    [Test]
    public async Task Adds_none_when_one_of_the_ids_is_taken()
    {
        await Storage.Keys.AddAsync([Key("a")], default);

        Assert.That(() => Storage.Keys.AddAsync([Key("new"), Key("a")], default), Throws.InvalidOperationException);
        Assert.That((await Storage.Keys.ListAsync(default)).Select(key => key.KeyId), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task Retires_a_key()
    {
        await Storage.Keys.AddAsync([Key("a")], default);

        await Storage.Keys.RetireAsync("a", Now.AddDays(2), default);
        await Storage.Keys.RetireAsync("unknown", Now, default);

        Assert.That((await Storage.Keys.ListAsync(default))[0].RetiresAt, Is.EqualTo(Now.AddDays(2)));
    }

    private static StoredKey Key(string id) => new(id, "sig", "ES256", [9, 8, 7], Now, Now.AddHours(1), null);
}
