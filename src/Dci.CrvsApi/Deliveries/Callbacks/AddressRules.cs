using System.Net;
using System.Net.Sockets;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>How far away an address is, as far as calling it back is concerned.</summary>
internal enum AddressReach
{
    Public,

    /// <summary>On a private network: for partners whose registration says so.</summary>
    Private,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>Nothing that a partner could be at: link-local and metadata addresses, multicast, ranges for documentation and measurement.</summary>
    Never,
}

/// <summary>Tells what kind of address a connection would go to (IANA special-purpose address registries).</summary>
internal static class AddressRules
{
    // The first that fits counts. The single addresses are where clouds answer with the credentials of the machine.
    private static readonly (IPNetwork Network, AddressReach Reach)[] V4 =
    [
        (IPNetwork.Parse("0.0.0.0/8"), AddressReach.Never),
        (IPNetwork.Parse("10.0.0.0/8"), AddressReach.Private),
        (IPNetwork.Parse("100.100.100.200/32"), AddressReach.Never),
        (IPNetwork.Parse("100.64.0.0/10"), AddressReach.Private),
        (IPNetwork.Parse("127.0.0.0/8"), AddressReach.Loopback),
        (IPNetwork.Parse("168.63.129.16/32"), AddressReach.Never),
        (IPNetwork.Parse("169.254.0.0/16"), AddressReach.Never),
        (IPNetwork.Parse("172.16.0.0/12"), AddressReach.Private),
        (IPNetwork.Parse("192.0.0.0/24"), AddressReach.Never),
        (IPNetwork.Parse("192.0.2.0/24"), AddressReach.Never),
        (IPNetwork.Parse("192.88.99.0/24"), AddressReach.Never),
        (IPNetwork.Parse("192.168.0.0/16"), AddressReach.Private),
        (IPNetwork.Parse("198.18.0.0/15"), AddressReach.Never),
        (IPNetwork.Parse("198.51.100.0/24"), AddressReach.Never),
        (IPNetwork.Parse("203.0.113.0/24"), AddressReach.Never),
        (IPNetwork.Parse("224.0.0.0/3"), AddressReach.Never),
        (IPNetwork.Parse("0.0.0.0/0"), AddressReach.Public),
    ];

    // Only what is handed out for use on the internet (2000::/3) is public; what is not listed is nothing.
    private static readonly (IPNetwork Network, AddressReach Reach)[] V6 =
    [
        (IPNetwork.Parse("::1/128"), AddressReach.Loopback),
        (IPNetwork.Parse("fd00:ec2::254/128"), AddressReach.Never),
        (IPNetwork.Parse("fd20:ce::254/128"), AddressReach.Never),
        (IPNetwork.Parse("fc00::/7"), AddressReach.Private),
        (IPNetwork.Parse("2001::/23"), AddressReach.Never),
        (IPNetwork.Parse("2001:db8::/32"), AddressReach.Never),
        (IPNetwork.Parse("3fff::/20"), AddressReach.Never),
        (IPNetwork.Parse("2000::/3"), AddressReach.Public),
        (IPNetwork.Parse("::/0"), AddressReach.Never),
    ];

    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static AddressReach Of(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return Look(V4, address);
        if (address.IsIPv4MappedToIPv6)
            return Look(V4, address.MapToIPv4());
        return Within(address) is { } inner ? Translated(inner) : Look(V6, address);
    }

    /// <summary>Whether a callback may go there.</summary>
    /// <param name="mayBePrivate">The partner is registered as being on a private network.</param>
    /// <param name="namedLoopback">The registered origin itself spells loopback, where that is allowed.</param>
    public static bool Allows(IPAddress address, bool mayBePrivate, bool namedLoopback) => Of(address) switch
    {
        AddressReach.Public => true,
        AddressReach.Private => mayBePrivate,
        AddressReach.Loopback => mayBePrivate || namedLoopback,
        _ => false,
    };

    // The IPv4 address that a translator on the way would really connect to (RFC 3056, RFC 6052).
    private static IPAddress? Within(IPAddress address)
    {
        var bytes = address.GetAddressBytes().AsSpan();
        return SixToFour.Contains(address) ? new IPAddress(bytes.Slice(2, 4)) : Nat64.Contains(address) ? new IPAddress(bytes[12..]) : null;
    }

    // The loopback of a translator is not this machine.
    private static AddressReach Translated(IPAddress inner) => Look(V4, inner) is var reach && reach == AddressReach.Loopback ? AddressReach.Never : reach;

    private static AddressReach Look((IPNetwork Network, AddressReach Reach)[] table, IPAddress address)
    {
        foreach (var (network, reach) in table)
        {
            if (network.Contains(address))
                return reach;
        }

        return AddressReach.Never;
    }
}
