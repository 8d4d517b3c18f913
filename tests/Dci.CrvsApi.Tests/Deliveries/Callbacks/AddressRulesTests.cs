using System.Net;
using Dci.CrvsApi.Deliveries.Callbacks;

namespace Dci.CrvsApi.Tests.Deliveries.Callbacks;

public sealed class AddressRulesTests
{
    [TestCase("93.184.216.34")]
    [TestCase("172.15.255.255")]
    [TestCase("172.32.0.0")]
    [TestCase("100.63.255.255")]
    [TestCase("100.128.0.0")]
    [TestCase("198.20.0.1")]
    [TestCase("2606:2800:220:1:248:1893:25c8:1946")]
    [TestCase("::ffff:93.184.216.34")]
    [TestCase("64:ff9b::5db8:d822")]
    public void Lets_callbacks_out_to_the_internet(string address) =>
        Assert.That(AddressRules.Allows(IPAddress.Parse(address), mayBePrivate: false, namedLoopback: false));

    [TestCase("10.0.0.1")]
    [TestCase("10.255.255.255")]
    [TestCase("172.16.0.1")]
    [TestCase("172.31.255.255")]
    [TestCase("192.168.1.1")]
    [TestCase("100.64.0.1")]
    [TestCase("fc00::1")]
    [TestCase("fdff:ffff::1")]
    [TestCase("::ffff:10.0.0.1")]
    [TestCase("::ffff:192.168.0.1")]
    [TestCase("64:ff9b::a00:1")]
    [TestCase("2002:c0a8:101::1")]
    public void Lets_only_partners_of_private_networks_into_private_networks(string address)
    {
        Assert.That(AddressRules.Allows(IPAddress.Parse(address), mayBePrivate: false, namedLoopback: true), Is.False);
        Assert.That(AddressRules.Allows(IPAddress.Parse(address), mayBePrivate: true, namedLoopback: false));
    }

    [TestCase("127.0.0.1")]
    [TestCase("127.255.255.254")]
    [TestCase("::1")]
    [TestCase("::ffff:127.0.0.1")]
    public void Lets_only_those_onto_this_machine_that_may_be_there(string address)
    {
        Assert.That(AddressRules.Allows(IPAddress.Parse(address), mayBePrivate: false, namedLoopback: false), Is.False);
        Assert.That(AddressRules.Allows(IPAddress.Parse(address), mayBePrivate: true, namedLoopback: false));
        Assert.That(AddressRules.Allows(IPAddress.Parse(address), mayBePrivate: false, namedLoopback: true));
    }

    [TestCase("0.0.0.0")]
    [TestCase("0.1.2.3")]
    [TestCase("169.254.169.254", Description = "metadata of most clouds")]
    [TestCase("169.254.0.1")]
    [TestCase("100.100.100.200", Description = "metadata of another")]
    [TestCase("168.63.129.16", Description = "and of another")]
    [TestCase("192.0.0.192")]
    [TestCase("192.0.2.1")]
    [TestCase("198.51.100.7")]
    [TestCase("203.0.113.9")]
    [TestCase("198.18.0.1")]
    [TestCase("198.19.255.255")]
    [TestCase("192.88.99.1")]
    [TestCase("224.0.0.1")]
    [TestCase("239.255.255.255")]
    [TestCase("240.0.0.1")]
    [TestCase("255.255.255.255")]
    [TestCase("::")]
    [TestCase("fe80::1")]
    [TestCase("fec0::1")]
    [TestCase("ff02::1")]
    [TestCase("fd00:ec2::254", Description = "metadata over IPv6")]
    [TestCase("2001:db8::1")]
    [TestCase("3fff::1")]
    [TestCase("2001::1", Description = "Teredo")]
    [TestCase("100::1")]
    [TestCase("::127.0.0.1", Description = "IPv4-compatible")]
    [TestCase("::10.0.0.1")]
    [TestCase("::93.184.216.34")]
    [TestCase("::ffff:169.254.169.254")]
    [TestCase("64:ff9b::a9fe:a9fe", Description = "metadata through NAT64")]
    [TestCase("64:ff9b::7f00:1")]
    [TestCase("64:ff9b:1::a00:1")]
    [TestCase("2002:a9fe:a9fe::1", Description = "metadata through 6to4")]
    [TestCase("2002:7f00:1::1")]
    public void Lets_nobody_go_where_no_partner_can_be(string address) =>
        Assert.That(AddressRules.Allows(IPAddress.Parse(address), mayBePrivate: true, namedLoopback: true), Is.False);
}
