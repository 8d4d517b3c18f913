using System.Net;
using System.Net.Sockets;
using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>
/// Opens connections for callbacks. Names are resolved here and what is connected to is what was checked,
/// so a name that changes its mind between the check and the connection gains nothing.
/// </summary>
internal sealed class CallbackDialer(INameResolver names, IHostEnvironment environment)
{
    private static readonly TimeSpan OneAddress = TimeSpan.FromSeconds(3);

    private readonly bool _sandbox = environment.AllowsSandbox();

    /// <exception cref="CallbackBlockedException">One of the host's addresses is not allowed.</exception>
    /// <exception cref="SocketException">The name is unknown, or none of its addresses can be reached.</exception>
    public async ValueTask<Stream> DialAsync(DnsEndPoint endpoint, bool mayBePrivate, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(endpoint.Host, out var literal) ? [literal] : await names.ResolveAsync(endpoint.Host, cancellationToken);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        var namedLoopback = _sandbox && CallbackOrigin.SpellsLoopback(endpoint.Host);
        // A good address among bad ones is the trick of a name that wants to be let in.
        if (!addresses.All(address => AddressRules.Allows(address, mayBePrivate, namedLoopback)))
            throw new CallbackBlockedException("The host is at an address that callbacks may not go to.");
        return await ConnectAsync(addresses, endpoint.Port, cancellationToken);
    }

    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        foreach (var address in addresses[..^1])
        {
            try
            {
                return await ConnectSoonAsync(address, port, cancellationToken);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // The next one may answer.
            }
        }

        return await ConnectAsync(addresses[^1], port, cancellationToken);
    }

    private static async Task<Stream> ConnectSoonAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(OneAddress);
        return await ConnectAsync(address, port, limit.Token);
    }

    private static async Task<Stream> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // the stream owns it
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
