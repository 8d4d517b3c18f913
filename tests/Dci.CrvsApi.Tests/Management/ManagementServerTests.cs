using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dci.CrvsApi.Management;
using Dci.CrvsApi.Tests.Server;
using Dci.CrvsApi.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Management;

/// <summary>Who is let in at the management address, and where it is.</summary>
[NonParallelizable]
internal sealed class ManagementServerTests
{
    private static readonly (string Name, string Value) Kek = ("Keys:EncryptionKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    private CrvsServer _server = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _server = new CrvsServer("Production", Kek);
        _ = _server.Server;
    }

    [OneTimeTearDown]
    public void Stop() => _server.Dispose();

    [TestCase("/metrics")]
    [TestCase("/manage/deliveries")]
    [TestCase("/")]
    [TestCase("/registry/ping")]
    public async Task Wants_a_token_on_every_path(string path)
    {
        using var stranger = Manager.WithoutToken(_server);
        using var partner = await Manager.WithAsync(_server, Scopes.Search);

        var (unknown, unfit) = (await stranger.GetAsync(path), await partner.GetAsync(path));

        Assert.That((unknown.Status, unknown.ErrorCode), Is.EqualTo((HttpStatusCode.Unauthorized, "err.request.unauthorized")));
        Assert.That((unfit.Status, unfit.ErrorCode), Is.EqualTo((HttpStatusCode.Forbidden, "err.request.forbidden")));
    }

    [Test]
    public async Task Shows_metrics_to_the_management_scope()
    {
        using var manager = await Manager.WithAsync(_server, Scopes.Manage);

        var metrics = await manager.GetAsync("/metrics");

        Assert.That(metrics.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(metrics.Text, Does.Contain("http_server_request_duration_seconds"));
    }

    [Test]
    public async Task Has_none_of_the_operations_for_partners_and_says_so_in_the_one_error_body()
    {
        using var manager = await Manager.WithAsync(_server, Scopes.Manage, Scopes.Search);

        var ping = await manager.GetAsync("/registry/ping");

        Assert.That((ping.Status, ping.ErrorCode), Is.EqualTo((HttpStatusCode.NotFound, "err.request.not_found")));
    }

    [TestCase("/metrics")]
    [TestCase("/manage/deliveries")]
    public async Task Is_not_reached_where_partners_come_in(string path)
    {
        using var manager = new Manager(_server.CreateClient(), await Manager.TokenAsync(_server, asked: null, Scopes.Manage));

        Assert.That((await manager.GetAsync(path)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Its_scope_is_granted_to_nobody_who_was_not_given_it()
    {
        Assert.That(await Manager.TokenAsync(_server, asked: Scopes.Manage, Scopes.Search), Is.Null);
        Assert.That(await Manager.TokenAsync(_server, asked: Scopes.Manage, Scopes.Search, Scopes.Manage), Is.Not.Null);
    }

    [Test]
    public async Task While_developing_this_machine_reads_metrics_and_nothing_else_without_a_token()
    {
        using var stranger = Manager.WithoutToken(DemoServer.Instance);

        Assert.That((await stranger.GetAsync("/metrics")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await stranger.GetAsync("/manage/deliveries")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public void Can_be_switched_off()
    {
        using var server = new CrvsServer("Production", Kek, ("Management:Url", ""));
        _ = server.Server;

        Assert.That(server.Services.GetRequiredService<ManagementServer>().Address, Is.Null);
    }

    [Test]
    public void Keeps_the_server_from_starting_when_its_port_is_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var server = new CrvsServer("Production", Kek, ("Management:Url", $"http://{other.LocalEndpoint}"));

        Assert.That(StartFailure.Of(server), Does.Contain("Management:Url").And.Contain("address already in use").And.Not.Contain("   at "));
    }

    [TestCase("Production", "http://0.0.0.0:0", "Refusing to be managed over plain http")]
    [TestCase("Conformance", "http://+:0", "Refusing to be managed over plain http")]
    [TestCase("Production", "8081", "give one http or https address")]
    [TestCase("Production", "ftp://127.0.0.1:1", "give one http or https address")]
    [TestCase("Production", "http://127.0.0.1:0/manage", "give one http or https address")]
    [TestCase("Production", "http://127.0.0.1:0;http://127.0.0.2:0", "give one http or https address")]
    public void Keeps_the_server_from_starting_on_an_address_that_will_not_do(string environment, string url, string reason)
    {
        using var server = new CrvsServer(environment, Kek, ("Management:Url", url));

        Assert.That(StartFailure.Of(server), Does.Contain(reason));
    }

    [Test]
    public async Task Serves_https_under_the_default_certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var folder = Directory.CreateTempSubdirectory("crvs-tls-");
        var (certificateFile, keyFile) = (Path.Combine(folder.FullName, "c.pem"), Path.Combine(folder.FullName, "k.pem"));
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
        using var server = new CrvsServer(
            "Production", Kek, ("Management:Url", "https://127.0.0.1:0"), ("Kestrel:Certificates:Default:Path", certificateFile), ("Kestrel:Certificates:Default:KeyPath", keyFile));
        _ = server.Server;
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == certificate.Thumbprint };
        using var http = new HttpClient(handler) { BaseAddress = server.Services.GetRequiredService<ManagementServer>().Address };

        using var reply = await http.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.That(http.BaseAddress!.Scheme, Is.EqualTo("https"));
        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        folder.Delete(recursive: true);
    }
}
