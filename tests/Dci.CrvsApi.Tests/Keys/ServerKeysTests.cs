using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Keys;
using Microsoft.Extensions.Configuration;

namespace Dci.CrvsApi.Tests.Keys;

public sealed class ServerKeysTests
{
    private static readonly string[] AllPurposes = ["enc RSA-OAEP-256", "sig ES256", "sig EdDSA", "sig RS256", "token ES256"];

    [Test]
    public async Task Makes_every_key_once_and_finds_them_again()
    {
        var cabinet = new KeyCabinet();
        using var first = await cabinet.LoadAsync();
        Assert.That(cabinet.Rows.Select(row => $"{row.Use} {row.Algorithm}").Order(StringComparer.Ordinal), Is.EqualTo(AllPurposes));
        using var second = await cabinet.LoadAsync();
        Assert.That(cabinet.Rows, Has.Count.EqualTo(5));
        Assert.That(second.Ring.Signer("ES256", KeyCabinet.Start).KeyId, Is.EqualTo(first.Ring.Signer("ES256", KeyCabinet.Start).KeyId));
        Assert.That(second.Ring.Published.Common.Json.ToArray(), Is.EqualTo(first.Ring.Published.Common.Json.ToArray()));
    }

    [Test]
    public async Task Makes_only_the_algorithms_that_are_set()
    {
        var cabinet = new KeyCabinet();
        cabinet.Options.Algorithms = ["ES256"];
        using var keys = await cabinet.LoadAsync();
        Assert.That(cabinet.Rows.Select(row => $"{row.Use} {row.Algorithm}").Order(StringComparer.Ordinal), Is.EqualTo(new[] { "enc RSA-OAEP-256", "sig ES256", "token ES256" }));
        Assert.That(() => keys.Ring.Signer("RS256", KeyCabinet.Start), Throws.InvalidOperationException);
    }

    [TestCase("ES256", true)]
    [TestCase("RSA-OAEP-256", false)]
    [TestCase("HS256", false)]
    public void Knows_the_algorithms_that_may_be_set(string algorithm, bool known)
    {
        var configured = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Algorithms:0", algorithm)]).Build();
        var options = configured.GetSection(KeysOptions.Section).Get<KeysOptions>()!;
        Assert.That(new KeysOptionsValidator().Validate(null, options).Succeeded, Is.EqualTo(known));
        Assert.That(options.SigningAlgorithms, Is.EqualTo(new[] { algorithm }));
        Assert.That(new KeysOptionsValidator().Validate(null, new KeysOptions()).Succeeded, Is.True);
    }

    [Test]
    public async Task Publishes_then_signs_then_retires()
    {
        var cabinet = new KeyCabinet();
        using var keys = await cabinet.LoadAsync();
        var old = keys.Ring.Signer("ES256", cabinet.Clock.GetUtcNow()).KeyId;

        var made = await keys.RotateAsync("ES256", immediately: false, CancellationToken.None);
        Assert.That(made.Select(key => key.Use).Order(StringComparer.Ordinal), Is.EqualTo(new[] { "sig", "token" }));
        var next = made.Single(key => key.Use == "sig").KeyId;

        await At(TimeSpan.Zero, signer: old, published: [next, old]);
        await At(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1), signer: old, published: [next, old]);
        await At(TimeSpan.FromSeconds(1), signer: next, published: [next, old]);
        await At(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1), signer: next, published: [next, old]);
        await At(TimeSpan.FromSeconds(1), signer: next, published: [next]);

        async Task At(TimeSpan later, string signer, string[] published)
        {
            cabinet.Clock.Advance(later);
            await keys.RefreshAsync(CancellationToken.None);
            var now = cabinet.Clock.GetUtcNow();
            Assert.That(keys.Ring.Signer("ES256", now).KeyId, Is.EqualTo(signer), $"{now:O}");
            Assert.That(KeyIds(keys.Ring.Published.Common, "ES256"), Is.EqualTo(published), $"{now:O}");
        }
    }

    [Test]
    public async Task Signs_with_the_next_key_on_time_even_before_the_next_refresh()
    {
        var cabinet = new KeyCabinet();
        using var keys = await cabinet.LoadAsync();
        var next = (await keys.RotateAsync("EdDSA", immediately: false, CancellationToken.None)).Single().KeyId;
        cabinet.Clock.Advance(TimeSpan.FromHours(24));
        Assert.That(keys.Ring.Signer("EdDSA", cabinet.Clock.GetUtcNow()).KeyId, Is.EqualTo(next));
    }

    [Test]
    public async Task Signs_at_once_when_told_to_and_keeps_the_old_key_published()
    {
        var cabinet = new KeyCabinet();
        using var keys = await cabinet.LoadAsync();
        var before = keys.Ring.Keys.Select(key => key.KeyId).ToList();
        var made = await keys.RotateAsync(null, immediately: true, CancellationToken.None);
        Assert.That(made, Has.Count.EqualTo(5));
        Assert.That(keys.Ring.Signer("RS256", KeyCabinet.Start).KeyId, Is.AnyOf(made.Select(key => (object)key.KeyId).ToArray()));
        Assert.That(keys.Ring.Keys.Select(key => key.KeyId), Is.SupersetOf(before));
        Assert.That((await keys.ListAsync(CancellationToken.None)).Select(key => key.State), Is.EquivalentTo(Enumerable.Repeat(KeyState.Active, 5).Concat(Enumerable.Repeat(KeyState.Retiring, 5))));
    }

    [Test]
    public async Task Sees_what_another_node_rotated()
    {
        var cabinet = new KeyCabinet();
        using var here = await cabinet.LoadAsync();
        using var there = await cabinet.LoadAsync();
        var next = (await there.RotateAsync("RS256", immediately: true, CancellationToken.None)).Single().KeyId;
        await here.RefreshAsync(CancellationToken.None);
        Assert.That(here.Ring.Signer("RS256", KeyCabinet.Start).KeyId, Is.EqualTo(next));
    }

    [Test]
    public async Task Makes_nothing_for_an_algorithm_it_does_not_know()
    {
        var cabinet = new KeyCabinet();
        using var keys = await cabinet.LoadAsync();
        Assert.That(await keys.RotateAsync("HS256", immediately: true, CancellationToken.None), Is.Empty);
        Assert.That(cabinet.Rows, Has.Count.EqualTo(5));
    }

    [Test]
    public async Task Will_not_open_keys_under_another_key_encryption_key_or_with_a_changed_row()
    {
        var cabinet = new KeyCabinet();
        using var keys = await cabinet.LoadAsync();
        using var elsewhere = new ServerKeys(cabinet, new KeyVault(new Seal([.. Enumerable.Repeat((byte)1, 32)])), Microsoft.Extensions.Options.Options.Create(cabinet.Options), KeyCabinet.Identity, cabinet.Clock);
        Assert.That(() => elsewhere.LoadAsync(CancellationToken.None), Throws.TypeOf<StartRefusedException>().With.Message.Contains("Keys__EncryptionKey"));

        var at = cabinet.Rows.FindIndex(row => row.Use == "sig" && row.Algorithm == "ES256");
        cabinet.Rows[at] = cabinet.Rows[at] with { Use = "token" };
        using var again = cabinet.Open();
        Assert.That(() => again.RefreshAsync(CancellationToken.None), Throws.TypeOf<StartRefusedException>());
    }

    [Test]
    public async Task Keeps_no_private_key_in_the_clear()
    {
        var cabinet = new KeyCabinet();
        using var keys = await cabinet.LoadAsync();
        foreach (var key in keys.Ring.Keys)
        {
            var row = cabinet.Rows.Single(row => row.KeyId == key.KeyId);
            Assert.That(row.Sealed.AsSpan().IndexOf(key.Material.ExportPrivate().AsSpan(0, 32)), Is.EqualTo(-1));
        }

        Assert.That(Encoding.UTF8.GetString(keys.Ring.Published.Common.Json.Span), Does.Not.Contain("\"d\""));
    }

    [Test]
    public async Task Finds_the_key_that_opens_what_was_encrypted_to_it()
    {
        var cabinet = new KeyCabinet();
        using var keys = await cabinet.LoadAsync();
        var encryption = cabinet.Rows.Single(row => row.Use == "enc").KeyId;
        Assert.That(keys.Ring.Decrypter(encryption, KeyCabinet.Start), Is.Not.Null);
        Assert.That(keys.Ring.Decrypter(cabinet.Rows.Single(row => row.Algorithm == "RS256").KeyId, KeyCabinet.Start), Is.Null);
        Assert.That(keys.Ring.Decrypter("unknown", KeyCabinet.Start), Is.Null);
    }

    [TestCase("ECDH-ES+A256KW", "ECDH-ES", "ECDH-ES+A256KW")]
    [TestCase("ECDH-ES", "ECDH-ES")]
    public async Task Has_one_key_on_the_curve_for_encryption_as_long_as_the_settings_accept_one(string made, params string[] accepted)
    {
        var cabinet = new KeyCabinet();
        cabinet.Options.EncryptionAlgorithms = ["RSA-OAEP-256", .. accepted];
        using var keys = await cabinet.LoadAsync();
        var curve = cabinet.Rows.Single(row => row.Use == "enc" && row.Algorithm != "RSA-OAEP-256");

        Assert.That(curve.Algorithm, Is.EqualTo(made));
        Assert.That(KeyIds(keys.Ring.Published.Common, made), Is.EqualTo(new[] { curve.KeyId }));
        Assert.That(Text(keys.Ring.Published.Common).IndexOf("RSA-OAEP-256", StringComparison.Ordinal), Is.LessThan(Text(keys.Ring.Published.Common).IndexOf(made, StringComparison.Ordinal)));
        Assert.That(Text(keys.Ring.Published.RegistryStack), Does.Not.Contain("ECDH"));
        Assert.That(keys.Ring.Decrypter(curve.KeyId, KeyCabinet.Start), Is.InstanceOf<EcKeyMaterial>());

        cabinet.Options.EncryptionAlgorithms = ["RSA-OAEP-256"];
        await keys.RefreshAsync(CancellationToken.None);
        Assert.That(Text(keys.Ring.Published.Common), Does.Not.Contain("ECDH"));
        Assert.That(keys.Ring.Decrypter(curve.KeyId, KeyCabinet.Start), Is.Null);
    }

    private static string Text(KeySetDocument document) => Encoding.UTF8.GetString(document.Json.Span);

    private static IEnumerable<string> KeyIds(KeySetDocument document, string algorithm)
    {
        using var json = JsonDocument.Parse(document.Json);
        return [.. json.RootElement.GetProperty("keys").EnumerateArray()
            .Where(key => key.GetProperty("alg").GetString() == algorithm)
            .Select(key => key.GetProperty("kid").GetString()!)];
    }
}
