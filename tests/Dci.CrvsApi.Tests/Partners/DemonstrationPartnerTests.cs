using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tests.Partners;

internal sealed class DemonstrationPartnerTests
{
    [Test]
    public async Task May_sign_or_not_and_be_called_back_on_loopback_alone()
    {
        using var house = new PartnerHouse("Development");
        await house.AddAsync(DemonstrationPartner.Create().Registration);

        var partner = (await house.FindAsync(DemonstrationPartner.Id))!;

        Assert.That((partner.SignaturePolicy, partner.AsyncUnsigned), Is.EqualTo((SignaturePolicy.AcceptUnsigned, true)));
        Assert.That(partner.Scopes, Is.EquivalentTo(Scopes.Known));
        Assert.That(partner.CallbackAddress("http://127.0.0.1:3336/registry/on-search"), Is.Not.Null);
        Assert.That(partner.CallbackAddress("https://example.org/"), Is.Null);
    }

    [Test]
    public void Goes_by_the_names_that_conformance_suites_send()
    {
        var registration = SandboxPartner.Create().Registration;

        Assert.That(registration.SenderIds, Is.EqualTo(new[] { "test-client" }));
        Assert.That(registration.ReceiverIds, Is.EqualTo(new[] { "crvs-server", "registry-server" }));
    }

    [Test]
    public async Task Has_a_private_key_that_fits_the_registered_one()
    {
        var made = DemonstrationPartner.Create();
        using var house = new PartnerHouse("Development");
        await house.AddAsync(made.Registration);
        var registered = (await house.FindAsync(DemonstrationPartner.Id))!.Keys.Single();
        var jwk = new JsonWebKey(made.PrivateJwk);
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Base64UrlEncoder.DecodeBytes(jwk.D),
            Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(jwk.X), Y = Base64UrlEncoder.DecodeBytes(jwk.Y) },
        });

        Assert.That(registered.EcDsa!.VerifyData("x"u8, key.SignData("x"u8, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256), Is.True);
        Assert.That(registered.KeyId, Is.EqualTo(Base64UrlEncoder.Encode(jwk.ComputeJwkThumbprint())));
        Assert.That(JsonSerializer.Serialize(made.Registration.Keys!.Jwk), Does.Not.Contain("\"d\""));
    }

    [Test]
    public void Reads_digests_in_both_spellings()
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes("x"));

        Assert.That(ClientSecret.ReadDigest(Convert.ToHexString(digest)), Is.EqualTo(digest));
        Assert.That(ClientSecret.ReadDigest(Base64UrlEncoder.Encode(digest)), Is.EqualTo(digest));
        Assert.That(ClientSecret.ReadDigest(new string('g', 64)), Is.Null);
        Assert.That(ClientSecret.ReadDigest("abcd"), Is.Null);
    }
}
