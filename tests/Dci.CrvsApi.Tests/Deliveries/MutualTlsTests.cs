using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Commands;
using Dci.CrvsApi.Tests.Deliveries.Callbacks;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Deliveries;

/// <summary>A receiver that asks who calls, set up as an operator sets it up: by the command line, and with a certificate authority that only the environment names.</summary>
internal sealed class MutualTlsTests
{
    private readonly Crvs _crvs = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = TestCertificates.Create("receiver");

    [OneTimeSetUp]
    public void Seal() => Environment.SetEnvironmentVariable("Keys__EncryptionKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    [OneTimeTearDown]
    public void Close()
    {
        Environment.SetEnvironmentVariable("Keys__EncryptionKey", null);
        _listener.Stop();
        _certificate.Dispose();
        _crvs.Dispose();
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Is_shown_the_certificate_and_the_token_that_were_kept_for_the_partner(CancellationToken cancellationToken)
    {
        _listener.Start();
        var origin = $"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        var secret = await RegisterAsync(origin);
        var receiving = ReceiveAsync(cancellationToken);

        var address = FreeAddress();
        using var server = StartServer(address, File("authority.pem", _certificate.ExportCertificatePem()));
        try
        {
            await AskAsync(address, secret, origin, cancellationToken);
            var (shown, request) = await receiving.WaitAsync(cancellationToken);

            Assert.That(shown, Is.EqualTo("CN=crvs"));
            Assert.That(request, Does.StartWith("POST /callback HTTP/1.1").And.Contain("Authorization: Bearer let-me-in"));
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Uri FreeAddress() => new($"http://127.0.0.1:{Receiver.ClosedPort()}");

    private async Task<string> RegisterAsync(string origin)
    {
        var registration = File("spp.json", $$"""{"id":"spp","signature_policy":"accept-unsigned","async_unsigned":true,"sandbox":true,"scopes":["registry.search"],"private_callbacks":true,"callback_origins":["{{origin}}"],"callback_uri":"{{origin}}/callback"}""");
        var pem = File("crvs.pem", TestCertificates.Pem("crvs"));
        var added = await _crvs.RunAsync("partners", "add", "--file", registration, "--json");
        var certificate = await _crvs.RunAsync("partners", "credential", "spp", "--certificate", pem, "--key", pem);
        var token = await _crvs.RunAsync("partners", "credential", "spp", "--bearer-file", File("token.txt", "let-me-in\n"));

        Assert.That((added.ExitCode, certificate.ExitCode, token.ExitCode), Is.EqualTo((0, 0, 0)), $"{added.Error} {certificate.Error} {token.Error}");
        return (string)JsonNode.Parse(added.Output)!["client_secret"]!;
    }

    private Process StartServer(Uri address, string authority)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, "Dci.CrvsApi", here.Name, "Dci.CrvsApi.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", address.OriginalString, "--Management:Url=", "--Data:Path", _crvs.Folder]);
        (start.Environment["ASPNETCORE_ENVIRONMENT"], start.Environment["SSL_CERT_FILE"]) = ("Development", authority);
        start.RedirectStandardOutput = true;
        var server = Process.Start(start)!;
        server.BeginOutputReadLine();
        return server;
    }

    private static async Task AskAsync(Uri address, string secret, string origin, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = address };
        while (!await IsReadyAsync(http, cancellationToken))
            await Task.Delay(50, cancellationToken);
        var partner = new SocialProtectionSystem(http, "spp", secret) { SenderId = "spp" };
        var ack = await partner.SearchLaterAsync(Transactions.AsyncSearchTests.Lookups("unknown"));

        Assert.That(ack.AckStatus, Is.EqualTo("ACK"), $"{origin}: {ack.Text}");
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var reply = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return reply.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<(string? Shown, string Request)> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var client = await _listener.AcceptTcpClientAsync(cancellationToken);
        await using var secure = new SslStream(client.GetStream());
        await secure.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _certificate, ClientCertificateRequired = true, RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null },
            cancellationToken);
        var buffer = new byte[16 * 1024];
        var read = await secure.ReadAsync(buffer, cancellationToken);
        await secure.WriteAsync(Receiver.Response(200), cancellationToken);
        return (secure.RemoteCertificate?.Subject, Encoding.UTF8.GetString(buffer.AsSpan(0, read)));
    }

    private string File(string name, string content)
    {
        var path = Path.Combine(_crvs.Folder, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }
}
