using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Keys;
using Dci.CrvsApi.Tests.Deliveries.Callbacks;

namespace Dci.CrvsApi.Tests.Deliveries;

/// <summary>Where callbacks do not go, and what they show where they do.</summary>
public sealed class DeliverySafetyTests
{
    private DeliveryHouse _house = null!;

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [TestCase("127.0.0.1")]
    [TestCase("10.0.0.1")]
    [TestCase("169.254.169.254")]
    [TestCase("::ffff:127.0.0.1")]
    public async Task Connects_to_no_name_that_resolves_to_where_partners_are_not(string address)
    {
        await using var receiver = Receiver.Answering(200);
        _house = await new DeliveryHouse(names: new Names([address])).StartAsync(origins: [$"https://partner.example:{receiver.Port}"]);

        var id = await _house.SendAsync(new Uri($"https://partner.example:{receiver.Port}/callback"));
        var row = await _house.Store.SettledAsync(id);

        Assert.That((row.State, row.Faults.First()), Is.EqualTo((DeliveryState.Waiting, "blocked")));
        Assert.That(row.Reason, Is.EqualTo("The host is at an address that callbacks may not go to."));
        Assert.That(receiver.Connections, Is.Zero);
    }

    [Test]
    public async Task Lets_a_private_partner_be_private_but_not_at_the_metadata()
    {
        await using var receiver = Receiver.Answering(200);
        var origin = $"https://partner.example:{receiver.Port}";
        var house = new DeliveryHouse("Production", new Names(["127.0.0.1"], ["127.0.0.1"], ["169.254.169.254"]));
        // The receiver waits for HTTP while it is greeted with TLS.
        house.Options.AttemptTimeout = TimeSpan.FromSeconds(1);
        _house = await house.StartAsync(origins: [origin], with: registration => registration with { Sandbox = null, PrivateCallbacks = true });

        var row = await _house.Store.SettledAsync(await _house.SendAsync(new Uri(origin + "/callback")), 3);

        Assert.That(receiver.Connections, Is.Positive);
        Assert.That(row.Faults.Last(), Is.EqualTo("blocked"));
    }

    [Test]
    public async Task Sends_nothing_in_clear_where_it_is_not_for_trying_out()
    {
        await using var receiver = Receiver.Answering(200);
        _house = await new DeliveryHouse("Production").StartAsync(with: registration => registration with { Sandbox = null });

        var row = await _house.Store.SettledAsync(await _house.SendAsync(receiver.Address));

        Assert.That((row.Attempts.Count, receiver.Connections), Is.EqualTo((0, 0)));
        Assert.That(row.Reason, Does.StartWith("Plain http"));
    }

    [Test]
    public async Task Trusts_no_certificate_that_nobody_vouches_for()
    {
        var certificate = TestCertificates.Create("partner");
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate);
        var origin = $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        _house = await new DeliveryHouse().StartAsync(origins: [origin]);

        var row = await _house.Store.SettledAsync(await _house.SendAsync(new Uri(origin + "/callback")));
        listener.Stop();

        Assert.That(row.Faults.First(), Is.EqualTo("tls"));
        Assert.That(await serving, Is.Zero, "bytes of the message that arrived");
    }

    [Test]
    public async Task Shows_its_token_to_a_partner_that_asked_for_one()
    {
        await using var receiver = Receiver.Answering(200);
        _house = new DeliveryHouse();
        _house.SecretStore.Rows.Add(new StoredSecret(
            DeliveryHouse.PartnerId,
            CallbackSecret.Bearer,
            _house.Seal.Close("s3cret"u8, CallbackSecret.SealOwner(CallbackSecret.Bearer, DeliveryHouse.PartnerId)),
            default));
        await _house.StartAsync();

        await _house.Store.EndOf(await _house.SendAsync(receiver.Address));

        Assert.That((await receiver.NextAsync()).Headers["Authorization"], Is.EqualTo("Bearer s3cret"));
    }

    [Test]
    public async Task Waits_when_what_it_has_to_show_can_not_be_unsealed()
    {
        await using var receiver = Receiver.Answering(200);
        _house = new DeliveryHouse();
        _house.SecretStore.Rows.Add(new StoredSecret(DeliveryHouse.PartnerId, CallbackSecret.Bearer, Encoding.UTF8.GetBytes(new string('x', 64)), default));
        await _house.StartAsync();

        var row = await _house.Store.SettledAsync(await _house.SendAsync(receiver.Address));

        Assert.That((row.Attempts.Count, receiver.Connections), Is.EqualTo((0, 0)));
    }

    private static async Task<int> ServeAsync(TcpListener listener, System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
    {
        var arrived = 0;
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var secure = new SslStream(client.GetStream());
                try
                {
                    await secure.AuthenticateAsServerAsync(certificate);
                    arrived += await secure.ReadAsync(new byte[1024]);
                }
                catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
                {
                    // The caller did not like the certificate.
                }
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            return arrived;
        }
    }
}
