using System.Threading.RateLimiting;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tokens;

/// <summary>Limits token requests for one client id. Ids that nobody has share one count, so that inventing them costs no memory.</summary>
internal sealed class ClientRateLimit(PartnerDirectory directory, IOptions<TokenOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(clientId =>
        RateLimitPartition.GetSlidingWindowLimiter(clientId, _ => PerMinute.Window(options.Value.RequestsPerMinutePerClient)));

    /// <summary>Counts one request; the failure when the minute's are used up.</summary>
    public async ValueTask<Failure?> TakeAsync(string clientId, CancellationToken cancellationToken)
    {
        var known = await directory.FindAsync(clientId, cancellationToken) is not null;
        using var lease = _limiter.AttemptAcquire(known ? clientId : "");
        return lease.IsAcquired ? null : PerMinute.Refusal(lease);
    }

    public void Dispose() => _limiter.Dispose();
}
