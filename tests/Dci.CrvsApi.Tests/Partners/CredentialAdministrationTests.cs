using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Tests.Partners;

internal sealed class CredentialAdministrationTests
{
    private readonly Seal _seal = new(RandomNumberGenerator.GetBytes(Seal.KeyLength));

    private PartnerHouse _house = null!;
    private SecretsInMemory _secrets = null!;
    private CredentialAdministration _credentials = null!;

    [SetUp]
    public async Task Open()
    {
        (_house, _secrets) = (new PartnerHouse(), new SecretsInMemory());
        await _house.AddAsync(Registrations.Valid());
        _credentials = new CredentialAdministration(_secrets, _seal, _house.Directory, _house.Clock);
    }

    [TearDown]
    public void Close() => _house.Dispose();

    [Test]
    public async Task Keeps_a_token_under_a_seal_of_its_kind_and_partner()
    {
        var change = await _credentials.SetBearerAsync("spp", "abc.DEF-1_2~3+4/5==\n", default);

        var row = _secrets.Rows.Single();
        Assert.That(change.Made, Is.True, change.Words);
        Assert.That((row.Owner, row.Kind), Is.EqualTo(("spp", "callback-bearer")));
        Assert.That(_seal.Open(row.Sealed, "callback|callback-bearer|spp"), Is.EqualTo("abc.DEF-1_2~3+4/5=="u8.ToArray()));
        Assert.That(change.Words, Does.Not.Contain("abc"));
    }

    [TestCase("")]
    [TestCase("==")]
    [TestCase("a b")]
    [TestCase("a\nb")]
    [TestCase("Bearer abc")]
    [TestCase("tökén")]
    [TestCase("a=b")]
    public async Task Refuses_what_is_no_token(string text)
    {
        Assert.That((await _credentials.SetBearerAsync("spp", text, default)).Made, Is.False);
        Assert.That(_secrets.Rows, Is.Empty);
    }

    [Test]
    public async Task Keeps_a_certificate_with_its_key_and_tells_how_long_it_is_valid()
    {
        var (certificate, key) = Issue(days: 10);

        var change = await _credentials.SetCertificateAsync("spp", certificate, key, default);

        var row = _secrets.Rows.Single();
        var pem = Encoding.UTF8.GetString(_seal.Open(row.Sealed, "callback|callback-certificate|spp")!);
        using var read = X509Certificate2.CreateFromPem(pem, pem);
        Assert.That(read.HasPrivateKey, Is.True);
        Assert.That(change.Words, Does.Contain($"valid until {_house.Clock.GetUtcNow().AddDays(10):yyyy-MM-dd}, which is soon"));
    }

    [Test]
    public async Task Refuses_a_certificate_that_can_not_be_shown()
    {
        var (certificate, key) = Issue(days: 100);
        var (_, otherKey) = Issue(days: 100);
        var (expired, expiredKey) = Issue(days: -1);

        Assert.That((await _credentials.SetCertificateAsync("spp", certificate, otherKey, default)).Words, Does.Contain("not that of the certificate"));
        Assert.That((await _credentials.SetCertificateAsync("spp", expired, expiredKey, default)).Words, Does.Contain("expired"));
        Assert.That((await _credentials.SetCertificateAsync("spp", certificate, certificate, default)).Words, Does.Contain("PEM"));
        Assert.That((await _credentials.SetCertificateAsync("spp", key, key, default)).Words, Does.Contain("PEM"));
        Assert.That((await _credentials.SetCertificateAsync("spp", "nonsense", "", default)).Words, Does.Contain("PEM"));
        Assert.That(_secrets.Rows, Is.Empty);
    }

    [Test]
    public async Task Keeps_nothing_for_a_partner_that_is_not_there()
    {
        Assert.That((await _credentials.SetBearerAsync("nobody", "abc", default)).Words, Does.Contain("no partner nobody"));
        Assert.That(_secrets.Rows, Is.Empty);
    }

    [Test]
    public async Task Says_what_is_kept_and_since_when_until_it_is_cleared()
    {
        await _credentials.SetBearerAsync("spp", "abc", default);

        Assert.That(CallbackSecret.Describe([.. _secrets.Rows], "spp"), Is.EqualTo(new KeyValuePair<string, string>[]
        {
            new("callback_bearer", $"set since {_house.Clock.GetUtcNow():yyyy-MM-dd HH:mm}Z"),
            new("callback_certificate", "none"),
            new("webhook_secret", "none"),
        }));
        Assert.That((await _credentials.ClearAsync("spp", default)).Made, Is.True);
        Assert.That((await _credentials.ClearAsync("spp", default)).Made, Is.False);
        Assert.That(_secrets.Rows, Is.Empty);
    }

    private (string Certificate, string Key) Issue(int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var end = _house.Clock.GetUtcNow().AddDays(days);
        using var certificate = new CertificateRequest("CN=crvs", key, HashAlgorithmName.SHA256).CreateSelfSigned(end.AddDays(-365), end);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
