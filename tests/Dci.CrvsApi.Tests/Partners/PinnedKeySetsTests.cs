using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Encryption;
using Dci.CrvsApi.Tests.Signing;

namespace Dci.CrvsApi.Tests.Partners;

internal sealed class PinnedKeySetsTests
{
    private const string Address = "https://mis.example.org/jwks.json";

    private static PartnerRegistration Pinned(string id = "spp") => Registrations.Valid(id) with { Keys = new KeysRegistration { JwksUri = Address } };

    [Test]
    public async Task Names_the_pinned_addresses_of_partners_that_are_not_disabled()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid("without"));
        await house.AddAsync(Pinned("off"));
        await house.Administration.DisableAsync("off", default);
        await house.AddAsync(Pinned());

        var pinned = (await house.KeySets.ListPinnedAsync(default)).Single();
        Assert.That((pinned.PartnerId, pinned.Address), Is.EqualTo(("spp", new Uri(Address))));
    }

    [Test]
    public async Task Keeps_what_was_read_in_the_registration_and_replaces_it_next_time()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Pinned());

        await house.KeySets.SaveFetchedAsync("spp", [Jwk("one")], default);
        await house.KeySets.SaveFetchedAsync("spp", [Jwk("two")], default);

        Assert.That((await house.FindAsync("spp"))!.Keys.Select(key => key.KeyId), Is.EqualTo(new[] { "two" }));
        Assert.That((await house.FindAsync("spp"))!.KeySetAddress, Is.EqualTo(new Uri(Address)));
    }

    [Test]
    public async Task Keeps_keys_for_encryption_too_and_puts_them_before_those_that_were_registered()
    {
        using var other = new Correspondent();
        using var house = new PartnerHouse();
        await house.AddAsync(Pinned() with { Keys = new KeysRegistration { JwksUri = Address, Jwk = [other.RsaJwk("older"), other.RsaJwk("registered")] } });

        await house.KeySets.SaveFetchedAsync("spp", [Jwk("one"), other.RsaJwk("first"), other.EcJwk("second")], default);

        var partner = (await house.FindAsync("spp"))!;
        Assert.That(partner.Keys.Select(key => key.KeyId), Is.EqualTo(new[] { "one" }));
        Assert.That(partner.EncryptionKeys.Select(key => key.KeyId), Is.EqualTo(new[] { "first", "second", "registered", "older" }));
    }

    [Test]
    public async Task Writes_nothing_when_the_keys_are_the_same_again()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Pinned());
        await house.KeySets.SaveFetchedAsync("spp", [Jwk("one")], default);
        var row = house.Store.Rows.Single();

        await house.KeySets.SaveFetchedAsync("spp", [Jwk("one")], default);

        Assert.That(house.Store.Rows.Single(), Is.SameAs(row));
    }

    [Test]
    public async Task Leaves_a_disabled_or_unknown_partner_as_it_is()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Pinned());
        await house.Administration.DisableAsync("spp", default);

        await house.KeySets.SaveFetchedAsync("spp", [Jwk("one")], default);
        await house.KeySets.SaveFetchedAsync("nobody", [Jwk("one")], default);

        Assert.That((await house.FindAsync("spp"))!.Disabled, Is.True);
        Assert.That(house.Store.Rows, Has.Exactly(1).Items);
    }

    [Test]
    public async Task Keeps_the_keys_of_a_partner_of_the_file_without_writing_anything()
    {
        var faults = new RegistrationFaults();
        var file = PartnerFile.Read(Encoding.UTF8.GetBytes($$$"""{"partners":[{"id":"filed","keys":{"jwks_uri":"{{{Address}}}"}}]}"""), faults);
        Assert.That(faults.All, Is.Empty);
        using var house = new PartnerHouse(file: file);
        Assert.That((await house.FindAsync("filed"))!.Keys, Is.Empty);

        using var other = new Correspondent();
        await house.KeySets.SaveFetchedAsync("filed", [Jwk("one"), other.RsaJwk("two")], default);

        Assert.That((await house.FindAsync("filed"))!.Keys.Select(key => key.KeyId), Is.EqualTo(new[] { "one" }));
        Assert.That((await house.FindAsync("filed"))!.EncryptionKeys.Select(key => key.KeyId), Is.EqualTo(new[] { "two" }));
        Assert.That(house.Store.Rows, Is.Empty);
    }

    private static JsonElement Jwk(string keyId)
    {
        using var document = JsonDocument.Parse($$"""{"kty":"OKP","crv":"Ed25519","kid":"{{keyId}}","x":"{{Base64Url.EncodeToString(SigningParty.Alice.EdPublic.Span)}}"}""");
        return document.RootElement.Clone();
    }
}
