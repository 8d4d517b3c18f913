using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Commands;
using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Tests.Contract;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tests.Hosting;

/// <summary>What each environment gives and refuses.</summary>
[NonParallelizable]
internal sealed class EnvironmentTests
{
    private static readonly string KeyEncryptionKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Test]
    public void Production_does_not_start_without_a_key_encryption_key()
    {
        using var server = new CrvsServer("Production");

        Assert.That(StartFailure.Of(server), Does.Contain("Keys:EncryptionKeyFile"));
    }

    [Test]
    public void Settings_that_can_not_work_are_told_in_words_before_anything_is_made()
    {
        using var server = new CrvsServer("Development", ("Tokens:External:Authority", "http://id.example.org"));

        Assert.That(StartFailure.Of(server), Does.Contain("Tokens:External:Authority must be an https URL").And.Contain("Tokens:External:Audience must be set").And.Not.Contain("   at "));
        Assert.That(Directory.GetFiles(server.DataFolder, "*.db"), Is.Empty);
    }

    [Test]
    public async Task Production_gives_nothing_it_was_not_given()
    {
        using var server = new CrvsServer("Production", ("Keys:EncryptionKey", KeyEncryptionKey));
        using var http = server.CreateClient();
        var ready = await http.GetStringAsync(new Uri("/health/ready", UriKind.Relative));
        using var management = server.CreateManagementClient();
        using var metrics = await management.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.That(ready, Is.EqualTo("""{"status":"ready"}"""));
        Assert.That(File.Exists(Path.Combine(server.DataFolder, "demo.json")), Is.False);
        Assert.That(metrics.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public void Production_refuses_plain_http_beyond_this_machine_unless_a_proxy_is_declared()
    {
        Assert.That(ListenAddresses.RefuseInClear(["http://0.0.0.0:80"], proxyDeclared: false), Does.Contain("https"));
        Assert.That(ListenAddresses.RefuseInClear(["http://+:80"], proxyDeclared: false), Is.Not.Null);
        Assert.That(ListenAddresses.RefuseInClear(["http://0.0.0.0:80"], proxyDeclared: true), Is.Null);
        Assert.That(ListenAddresses.RefuseInClear(["https://0.0.0.0:443", "http://127.0.0.1:80", "http://[::1]:80"], proxyDeclared: false), Is.Null);
    }

    [Test]
    public async Task Conformance_says_so_and_takes_placeholder_signatures_of_its_test_client_only_as_unsigned()
    {
        using var server = new CrvsServer("Conformance");
        var credentials = server.Demo.GetProperty("test_client");
        var suite = new SocialProtectionSystem(server.CreateClient(), credentials.GetProperty("client_id").GetString()!, credentials.GetProperty("client_secret").GetString()!)
        {
            SenderId = "test-client",
            ReceiverId = "registry-server",
        };
        var envelope = suite.Envelope(SocialProtectionSystem.Message(Item()), signed: false);

        envelope["signature"] = "invalid-signature";
        var refused = await suite.SendEnvelopeAsync((JsonObject)envelope.DeepClone());
        envelope["signature"] = "unsigned-stub";
        var answered = await suite.SendEnvelopeAsync((JsonObject)envelope.DeepClone());
        using var http = server.CreateClient();

        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answered.Status, Is.EqualTo(HttpStatusCode.OK), answered.Text);
        Assert.That(answered.Json.GetProperty("header").GetProperty("meta").GetProperty("environment").GetString(), Is.EqualTo("conformance"));
        Assert.That(await http.GetStringAsync(new Uri("/health/ready", UriKind.Relative)), Does.Contain("conformance"));
    }

    [Test]
    public async Task Conformance_refuses_a_register_with_imported_records()
    {
        using var server = new CrvsServer("Conformance");
        await CommandLine.RunAsync(["import", Path.Combine(RepositoryFiles.Root, "samples", "data"), "--data", server.DataFolder]);

        Assert.That(StartFailure.Of(server), Does.Contain("Refusing to start in Conformance"));
    }

    [Test]
    public void A_stop_leaves_each_part_its_time()
    {
        using var server = new CrvsServer("Development", ("Transactions:StopWithin", "00:01:00"), ("Deliveries:StopWithin", "00:00:30"));

        Assert.That(server.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout, Is.GreaterThan(TimeSpan.FromSeconds(90)));
    }

    [Test]
    public async Task A_restart_keeps_the_register_the_keys_and_the_credentials()
    {
        var folder = Directory.CreateTempSubdirectory("crvs-restart-").FullName;
        string secret, keys;
        using (var first = new CrvsServer("Development", ("Data:Path", folder)))
        {
            using var http = first.CreateClient();
            keys = await http.GetStringAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));
            secret = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "demo.json"))).RootElement.GetProperty("client_secret").GetString()!;
        }

        using (var second = new CrvsServer("Development", ("Data:Path", folder)))
        {
            var partner = new SocialProtectionSystem(second.CreateClient(), "demo", secret) { SenderId = "demo" };
            using var http = second.CreateClient();

            Assert.That(await http.GetStringAsync(new Uri("/.well-known/jwks.json", UriKind.Relative)), Is.EqualTo(keys));
            Assert.That((await partner.SearchAsync("BRN", "none")).Status, Is.EqualTo(HttpStatusCode.OK));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static JsonObject Item() => SocialProtectionSystem.Item(
        new JsonObject { ["query_type"] = "idtype-value", ["query"] = new JsonObject { ["type"] = "BIRTH_REG_NO", ["value"] = "BIRTH-TEST-001" } });
}
