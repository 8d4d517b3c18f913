using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dci.CrvsApi.Deliveries.Callbacks;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Tests.Deliveries.Callbacks;

public sealed class CallbackCredentialsTests
{
    private readonly DeliveryHouse.Secrets _store = new();
    private readonly Seal _seal = new(new byte[32]);
    private readonly ManualClock _clock = new();
    private CallbackCredentials _credentials = null!;

    [SetUp]
    public void Open()
    {
        _store.Rows.Clear();
        _credentials = new CallbackCredentials(_store, _seal, _clock);
    }

    [TearDown]
    public void Close() => _credentials.Dispose();

    [Test]
    public async Task Shows_nothing_to_a_partner_without_any() =>
        Assert.That(await FindAsync(), Is.EqualTo(CallbackCredential.None));

    [Test]
    public async Task Shows_each_partner_its_own_token()
    {
        Keep("spp", CallbackSecret.Bearer, "token-of-spp\n");
        Keep("other", CallbackSecret.Bearer, "token-of-other");

        Assert.That((await FindAsync()).BearerToken, Is.EqualTo("token-of-spp"));
        Assert.That((await FindAsync("other")).BearerToken, Is.EqualTo("token-of-other"));
    }

    [Test]
    public async Task Sees_a_new_token_after_ten_seconds()
    {
        Keep("spp", CallbackSecret.Bearer, "old");
        await FindAsync();
        _store.Rows.Clear();
        Keep("spp", CallbackSecret.Bearer, "new");

        Assert.That((await FindAsync()).BearerToken, Is.EqualTo("old"));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.That((await FindAsync()).BearerToken, Is.EqualTo("new"));
    }

    [Test]
    public async Task Reads_a_certificate_with_its_key()
    {
        Keep("spp", CallbackSecret.Certificate, TestCertificates.Pem("crvs"));

        var credential = await FindAsync();

        Assert.That(credential.Certificate!.Certificate.HasPrivateKey);
        Assert.That(credential.Certificate.Certificate.Subject, Is.EqualTo("CN=crvs"));
    }

    [Test]
    public async Task Sends_nothing_with_a_secret_that_was_put_in_anothers_place()
    {
        Keep("other", CallbackSecret.Bearer, "token-of-other");
        _store.Rows[0] = _store.Rows[0] with { Owner = "spp" };

        Assert.That((await FindAsync()).Fault, Does.Contain("unsealed"));
    }

    [Test]
    public async Task Sends_nothing_with_a_certificate_that_can_not_be_read()
    {
        Keep("spp", CallbackSecret.Certificate, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");

        Assert.That((await FindAsync()).Fault, Does.Contain("certificate"));
    }

    [Test]
    public async Task Takes_the_same_certificate_of_another_reading_as_the_same()
    {
        var pem = TestCertificates.Pem("crvs");
        Keep("spp", CallbackSecret.Certificate, pem);
        var first = await FindAsync();
        _clock.Advance(TimeSpan.FromMinutes(1));
        var second = await FindAsync();

        Assert.That(new CallbackRoute(true, second.Certificate), Is.EqualTo(new CallbackRoute(true, first.Certificate)));
        Assert.That(new CallbackRoute(false, second.Certificate), Is.Not.EqualTo(new CallbackRoute(true, first.Certificate)));
    }

    private ValueTask<CallbackCredential> FindAsync(string partnerId = "spp") => _credentials.FindAsync(partnerId, CancellationToken.None);

    private void Keep(string partnerId, string kind, string secret) =>
        _store.Rows.Add(new StoredSecret(partnerId, kind, _seal.Close(Encoding.UTF8.GetBytes(secret), CallbackSecret.SealOwner(kind, partnerId)), _clock.GetUtcNow()));
}

/// <summary>Certificates that nobody has to trust.</summary>
internal static class TestCertificates
{
    public static string Pem(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Create(name, key);
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem();
    }

    public static X509Certificate2 Create(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Create(name, key);
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private static X509Certificate2 Create(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
