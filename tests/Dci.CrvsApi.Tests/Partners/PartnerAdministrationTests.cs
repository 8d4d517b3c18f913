using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Tests.Partners;

internal sealed class PartnerAdministrationTests
{
    [Test]
    public async Task Adds_a_partner_with_a_secret_that_only_its_digest_remembers()
    {
        using var house = new PartnerHouse();

        var made = await house.AddAsync(Registrations.Valid());

        var row = house.Store.Rows.Single();
        Assert.That(made.Secret, Has.Length.EqualTo(43));
        Assert.That(row.SecretDigest, Is.EqualTo(ClientSecret.DigestOf(made.Secret!)));
        Assert.That(row.Document, Does.Not.Contain(made.Secret!));
    }

    [Test]
    public async Task Takes_the_digest_that_a_registration_brings()
    {
        using var house = new PartnerHouse();
        var digest = ClientSecret.DigestOf("known elsewhere");

        var made = await house.AddAsync(Registrations.Valid() with { SecretSha256 = Convert.ToHexStringLower(digest) });

        Assert.That(made.Secret, Is.Null);
        Assert.That(house.Store.Rows.Single().SecretDigest, Is.EqualTo(digest));
        Assert.That(house.Store.Rows.Single().Document, Does.Not.Contain("secret"));
    }

    [Test]
    public async Task Adds_nothing_when_something_is_wrong()
    {
        using var house = new PartnerHouse();

        var change = await house.Administration.AddAsync(Encoding.UTF8.GetBytes("""{"id":"a","profile":"x","colour":1}"""), default);

        Assert.That(((PartnerChange.Refused)change).Reasons, Has.Count.EqualTo(2));
        Assert.That(house.Store.Rows, Is.Empty);
    }

    [Test]
    public async Task Refuses_an_id_or_sender_id_that_is_taken()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid());

        Assert.That(await house.Administration.AddAsync(Registrations.Valid(), default), Is.TypeOf<PartnerChange.Refused>());
        Assert.That(await house.Administration.AddAsync(Registrations.Valid("other") with { SenderIds = ["spp"] }, default), Is.TypeOf<PartnerChange.Refused>());
        Assert.That(house.Store.Rows.Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Changes_a_registration_and_keeps_secret_state_and_fetched_keys()
    {
        using var house = new PartnerHouse();
        var pinned = Registrations.Json(("keys", new JsonObject { ["jwks_uri"] = "https://spp.example.org/jwks" }));
        await house.Administration.AddAsync(Encoding.UTF8.GetBytes(pinned), default);
        await house.Administration.KeepFetchedKeysAsync("spp", [JsonElement.Parse(Keys.Jwk())], default);
        await house.Administration.DisableAsync("spp", default);
        var before = house.Store.Rows.Single();

        var changed = Registrations.Json(
            ("keys", new JsonObject { ["jwks_uri"] = "https://spp.example.org/jwks" }),
            ("callback_origins", new JsonArray("https://spp.example.org")));
        Assert.That(await house.Administration.ReplaceAsync("spp", Encoding.UTF8.GetBytes(changed), default), Is.TypeOf<PartnerChange.Made>());

        var partner = (await house.FindAsync("spp"))!;
        Assert.That((partner.Disabled, partner.Keys.Count, partner.CallbackOrigins.Count), Is.EqualTo((true, 1, 1)));
        Assert.That(house.Store.Rows.Single().SecretDigest, Is.EqualTo(before.SecretDigest));
    }

    [TestCase("""{"id":"other"}""")]
    [TestCase("""{"id":"spp","disabled":false}""")]
    [TestCase("""{"id":"spp","secret_sha256":"x"}""")]
    [TestCase("""{"id":"spp","profile":"sap"}""")]
    [TestCase("""{"id":"spp","sender_ids":["taken"]}""")]
    [TestCase("[]")]
    public async Task Refuses_a_change_that_is_none(string json)
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid());
        await house.AddAsync(Registrations.Valid("taken"));
        var before = house.Store.Rows.First();

        Assert.That(await house.Administration.ReplaceAsync("spp", Encoding.UTF8.GetBytes(json), default), Is.TypeOf<PartnerChange.Refused>());
        Assert.That(house.Store.Rows.First(), Is.SameAs(before));
    }

    [Test]
    public async Task Disables_and_enables_at_once()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid());
        await house.FindAsync("spp");

        await house.Administration.DisableAsync("spp", default);
        Assert.That((await house.FindAsync("spp"))?.Disabled, Is.True);
        await house.Administration.EnableAsync("spp", default);
        Assert.That((await house.FindAsync("spp"))?.Disabled, Is.False);
    }

    [Test]
    public async Task Gives_a_new_secret_that_replaces_the_old()
    {
        using var house = new PartnerHouse();
        var first = await house.AddAsync(Registrations.Valid());

        var second = (PartnerChange.Made)await house.Administration.RotateSecretAsync("spp", default);

        Assert.That(second.Secret, Is.Not.EqualTo(first.Secret));
        Assert.That(house.Store.Rows.Single().SecretDigest, Is.EqualTo(ClientSecret.DigestOf(second.Secret!)));
    }

    [Test]
    public async Task Loses_no_change_that_another_made_at_the_same_time()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid());
        house.Store.BeforeReplacing = () =>
        {
            house.Store.BeforeReplacing = null;
            var row = house.Store.Rows.Single();
            house.Store.Put(row with { Disabled = true, ChangedAt = row.ChangedAt.AddMilliseconds(1) });
        };

        Assert.That(await house.Administration.AddKeyAsync("spp", Keys.Jwk(), default), Is.TypeOf<PartnerChange.Made>());

        Assert.That(house.Store.Rows.Single().Disabled, Is.True);
        Assert.That((await house.FindAsync("spp"))?.Keys, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Gives_up_on_a_row_that_never_stays()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid());
        house.Store.BeforeReplacing = () =>
        {
            var row = house.Store.Rows.Single();
            house.Store.Put(row with { ChangedAt = row.ChangedAt.AddMilliseconds(1) });
        };

        Assert.That(await house.Administration.DisableAsync("spp", default), Is.TypeOf<PartnerChange.Refused>());
    }

    [Test]
    public async Task Adds_keys_to_those_there_are()
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid());

        Assert.That(await house.Administration.AddKeyAsync("spp", Keys.Jwk(), default), Is.TypeOf<PartnerChange.Made>());
        Assert.That(await house.Administration.AddKeyAsync("spp", Keys.Pem(), default), Is.TypeOf<PartnerChange.Made>());
        Assert.That((await house.FindAsync("spp"))?.Keys, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Lets_the_first_key_of_a_partner_that_must_sign_follow()
    {
        using var house = new PartnerHouse();
        var made = await house.AddAsync(new PartnerRegistration { Id = "spp" });
        Assert.That((made.Partner.SignaturePolicy, made.Partner.Keys.Count), Is.EqualTo((SignaturePolicy.Required, 0)));

        Assert.That(await house.Administration.AddKeyAsync("spp", Keys.Pem(), default), Is.TypeOf<PartnerChange.Made>());
    }

    [TestCase("nonsense")]
    [TestCase("{}")]
    [TestCase("[1]")]
    [TestCase("")]
    public async Task Refuses_what_is_no_key_and_keeps_the_partner_as_it_was(string key)
    {
        using var house = new PartnerHouse();
        await house.AddAsync(Registrations.Valid());
        var before = house.Store.Rows.Single();

        Assert.That(await house.Administration.AddKeyAsync("spp", key, default), Is.TypeOf<PartnerChange.Refused>());
        Assert.That(house.Store.Rows.Single(), Is.SameAs(before));
    }

    [Test]
    public async Task Leaves_partners_of_the_file_alone()
    {
        using var house = new PartnerHouse(file: new PartnerFile([new(Registrations.Compile(), null, PartnerOrigin.File)]));

        Assert.That(await house.Administration.DisableAsync("spp", default), Is.TypeOf<PartnerChange.Refused>());
        Assert.That(await house.Administration.RotateSecretAsync("spp", default), Is.TypeOf<PartnerChange.Refused>());
        Assert.That(await house.Administration.AddAsync(Registrations.Valid(), default), Is.TypeOf<PartnerChange.Refused>());
    }

    [Test]
    public async Task Says_when_there_is_no_such_partner()
    {
        using var house = new PartnerHouse();

        Assert.That(((PartnerChange.Refused)await house.Administration.DisableAsync("nobody", default)).Reasons.Single(), Does.Contain("nobody"));
    }

    [Test]
    public async Task Describes_every_knob_and_no_secret()
    {
        using var house = new PartnerHouse();
        var made = await house.AddAsync(Registrations.Valid() with { Profile = "openspp", Events = ["death"] });

        var lines = PartnerDescription.Of((await house.Directory.FindAsync("spp", default))!);

        Assert.That(lines, Does.Contain(KeyValuePair.Create("events", "death")));
        Assert.That(lines, Does.Contain(KeyValuePair.Create("profile.no_match", "omit")));
        Assert.That(lines.Select(line => line.Value), Has.None.Contains(made.Secret!));
        Assert.That(lines.Select(line => line.Key), Is.Unique);
    }
}
