using System.Threading.RateLimiting;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Access;

/// <summary>Holds each partner to its requests per minute. A partner without a limit is not counted.</summary>
internal sealed class RequestQuota : IDisposable
{
    private readonly PartitionedRateLimiter<Partner> _limiter = PartitionedRateLimiter.Create<Partner, (string Id, int Limit)>(PartitionOf);

    /// <summary>Counts one request; the failure when the minute's are used up.</summary>
    public Failure? Take(Partner partner)
    {
        if (partner.Limits.RequestsPerMinute is null)
            return null;
        using var lease = _limiter.AttemptAcquire(partner);
        return lease.IsAcquired ? null : PerMinute.Refusal(lease);
    }

    public void Dispose() => _limiter.Dispose();

    // The limit is part of the key: a changed registration starts a new count.
    private static RateLimitPartition<(string Id, int Limit)> PartitionOf(Partner partner) =>
        RateLimitPartition.GetSlidingWindowLimiter(
            (partner.Id, partner.Limits.RequestsPerMinute ?? int.MaxValue),
            ((string Id, int Limit) key) => PerMinute.Window(key.Limit));
}
