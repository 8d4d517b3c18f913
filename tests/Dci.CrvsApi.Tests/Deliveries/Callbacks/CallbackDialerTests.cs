using System.Net;
using System.Net.Sockets;
using Dci.CrvsApi.Deliveries.Callbacks;

namespace Dci.CrvsApi.Tests.Deliveries.Callbacks;

public sealed class CallbackDialerTests
{
    private Receiver _receiver = null!;

    [SetUp]
    public void Listen() => _receiver = Receiver.Answering(200);

    [TearDown]
    public async Task Close() => await _receiver.DisposeAsync();

    [TestCase("169.254.169.254")]
    [TestCase("fe80::1")]
    [TestCase("224.0.0.1")]
    public void Refuses_a_name_at_an_address_that_nobody_may_be_at(string address) =>
        Assert.That(async () => await DialAsync(mayBePrivate: true, [address]), Throws.InstanceOf<CallbackBlockedException>());

    [TestCase("127.0.0.1")]
    [TestCase("10.1.2.3")]
    [TestCase("::ffff:127.0.0.1")]
    public void Refuses_a_private_address_to_a_partner_that_is_not_private(string address) =>
        Assert.That(async () => await DialAsync(mayBePrivate: false, [address]), Throws.InstanceOf<CallbackBlockedException>());

    [Test]
    public void Refuses_a_name_with_one_bad_address_among_good_ones() =>
        Assert.That(async () => await DialAsync(mayBePrivate: true, ["127.0.0.1", "169.254.169.254"]), Throws.InstanceOf<CallbackBlockedException>());

    [Test]
    public async Task Looks_at_a_name_again_for_each_connection()
    {
        var dialer = new CallbackDialer(new Names(["127.0.0.1"], ["169.254.169.254"]), new DeliveryHouse.Named("Production"));
        var endpoint = new DnsEndPoint("rebind.example", _receiver.Port);

        await using (await dialer.DialAsync(endpoint, mayBePrivate: true, CancellationToken.None))
            Assert.That(async () => await dialer.DialAsync(endpoint, mayBePrivate: true, CancellationToken.None), Throws.InstanceOf<CallbackBlockedException>());
    }

    [Test]
    public async Task Goes_on_to_the_next_address_when_one_does_not_answer()
    {
        await using var stream = await DialAsync(mayBePrivate: true, ["127.0.0.9", "::1", "127.0.0.1"]);

        Assert.That(stream.CanWrite);
    }

    [Test]
    public void Says_of_a_name_without_addresses_that_it_is_not_known() =>
        Assert.That(async () => await DialAsync(mayBePrivate: true, []), Throws.InstanceOf<SocketException>().With.Property("SocketErrorCode").EqualTo(SocketError.HostNotFound));

    [TestCase("127.0.0.1", "Development", ExpectedResult = true)]
    [TestCase("localhost", "Conformance", ExpectedResult = true)]
    [TestCase("127.0.0.1", "Production", ExpectedResult = false)]
    [TestCase("localtest.example", "Development", ExpectedResult = false)]
    public async Task<bool> Goes_to_this_machine_only_where_the_origin_spells_it_and_the_environment_is_for_trying_out(string host, string environment)
    {
        var dialer = new CallbackDialer(new Names(["127.0.0.1"]), new DeliveryHouse.Named(environment));
        try
        {
            await using var stream = await dialer.DialAsync(new DnsEndPoint(host, _receiver.Port), mayBePrivate: false, CancellationToken.None);
            return true;
        }
        catch (CallbackBlockedException)
        {
            return false;
        }
    }

    private async Task<Stream> DialAsync(bool mayBePrivate, string[] addresses) =>
        await new CallbackDialer(new Names(addresses), new DeliveryHouse.Named("Production")).DialAsync(new DnsEndPoint("partner.example", _receiver.Port), mayBePrivate, CancellationToken.None);
}

/// <summary>Names that answer differently each time, the last answer for ever.</summary>
internal sealed class Names(params string[][] answers) : INameResolver
{
    private int _asked;

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Task.FromResult<IPAddress[]>([.. answers[Math.Min(_asked++, answers.Length - 1)].Select(IPAddress.Parse)]);
}
