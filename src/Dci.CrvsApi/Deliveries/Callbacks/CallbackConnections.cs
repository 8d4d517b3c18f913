using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>What tells connections apart that must not be shared: whether they may go to a private network, and whose certificate they show.</summary>
internal sealed record CallbackRoute(bool MayBePrivate, ClientCertificate? Certificate);

/// <summary>The certificate that the server shows to a partner. Two are the same when they are of the same partner and have the same thumbprint.</summary>
internal sealed record ClientCertificate(string PartnerId, string Thumbprint)
{
    public required X509Certificate2 Certificate { get; init; }

    public bool Equals(ClientCertificate? other) => other is not null && PartnerId == other.PartnerId && Thumbprint == other.Thumbprint;

    public override int GetHashCode() => HashCode.Combine(PartnerId, Thumbprint);
}

/// <summary>Connections to receivers, one pool for each route. No proxy, no redirect, no cookie; a connection lives two minutes, then the name is looked up and checked anew.</summary>
internal sealed class CallbackConnections(CallbackDialer dialer, IOptions<DeliveryOptions> options)
{
    private const int HeaderKilobytes = 16;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<CallbackRoute, Lazy<HttpMessageInvoker>> _pools = new();

    public HttpMessageInvoker For(CallbackRoute route)
    {
        if (_pools.TryGetValue(route, out var pool))
            return pool.Value;
        // A certificate that was replaced is not shown again; what is under way on its connections ends by itself.
        foreach (var old in _pools.Keys.Where(known => known.Certificate is not null && known.Certificate.PartnerId == route.Certificate?.PartnerId))
            _pools.TryRemove(old, out _);
        return _pools.GetOrAdd(route, made => new(() => new HttpMessageInvoker(Open(made)))).Value;
    }

    private SocketsHttpHandler Open(CallbackRoute route)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            ConnectTimeout = options.Value.AttemptTimeout,
            PooledConnectionLifetime = Lifetime,
            PooledConnectionIdleTimeout = Idle,
            MaxResponseHeadersLength = HeaderKilobytes,
            MaxResponseDrainSize = CallbackClient.LargestAnswer,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            ConnectCallback = (context, cancellationToken) => dialer.DialAsync(context.DnsEndPoint, route.MayBePrivate, cancellationToken),
        };
        if (route.Certificate is { } certificate)
            handler.SslOptions.ClientCertificates = [certificate.Certificate];
        return handler;
    }
}
