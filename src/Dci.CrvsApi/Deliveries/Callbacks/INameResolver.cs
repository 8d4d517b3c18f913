using System.Net;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>Port to the names of the network.</summary>
internal interface INameResolver
{
    /// <summary>Every address of the name.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name is not known.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}

/// <summary>Asks the machine's resolver.</summary>
internal sealed class DnsResolver : INameResolver
{
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);
}
