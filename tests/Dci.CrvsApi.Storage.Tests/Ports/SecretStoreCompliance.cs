using Dci.CrvsApi.Registry.Keys;
using static Dci.CrvsApi.Storage.Tests.ExchangeBuilder;

namespace Dci.CrvsApi.Storage.Tests.Ports;

internal abstract class SecretStoreCompliance : StoreFixture
{
    [Test]
    public async Task Gives_back_what_was_saved()
    {
        await Storage.Secrets.SaveAsync(new StoredSecret("p", "callback-bearer", [1, 2, 3], Now), default);

        var secret = (await Storage.Secrets.ListAsync(default)).Single();

        Assert.That((secret.Owner, secret.Kind, secret.ChangedAt), Is.EqualTo(("p", "callback-bearer", Now)));
        Assert.That(secret.Sealed, Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Keeps_one_of_each_kind_and_owner()
    {
        await Storage.Secrets.SaveAsync(new StoredSecret("p", "a", [1], Now), default);
        await Storage.Secrets.SaveAsync(new StoredSecret("p", "b", [2], Now), default);
        await Storage.Secrets.SaveAsync(new StoredSecret("o", "a", [3], Now), default);
        await Storage.Secrets.SaveAsync(new StoredSecret("p", "a", [4], Now.AddHours(1)), default);

        Assert.That((await Storage.Secrets.ListAsync(default)).Select(secret => (secret.Owner, secret.Kind, secret.Sealed[0])), Is.EqualTo(new[] { ("o", "a", (byte)3), ("p", "a", (byte)4), ("p", "b", (byte)2) }));
    }

    [Test]
    public async Task Removes_a_secret_once()
    {
        await Storage.Secrets.SaveAsync(new StoredSecret("p", "a", [1], Now), default);

        Assert.That(await Storage.Secrets.RemoveAsync("p", "a", default), Is.True);
        Assert.That(await Storage.Secrets.RemoveAsync("p", "a", default), Is.False);
        Assert.That(await Storage.Secrets.ListAsync(default), Is.Empty);
    }
}
