using System.Threading.RateLimiting;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Access;

/// <summary>Holds each partner to its requests per minute. A partner without a limit is not counted.</summary>
internal sealed class RequestQuota : IDisposable
{
    private const int Segments = 6;

    private readonly PartitionedRateLimiter<Partner> _limiter = PartitionedRateLimiter.Create<Partner, (string Id, int Limit)>(PartitionOf);

    /// <summary>Counts one request; the failure when the minute's are used up.</summary>
    public Failure? Take(Partner partner)
    {
        if (partner.Limits.RequestsPerMinute is null)
            return null;
        using var lease = _limiter.AttemptAcquire(partner);
        if (lease.IsAcquired)
            return null;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(60.0 / Segments);
        return new Failure(429, "err.request.too_many_requests", "You have used up your requests of this minute. Come again after the time in Retry-After.")
        {
            RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
        };
    }

    public void Dispose() => _limiter.Dispose();

    // The limit is part of the key: a changed registration starts a new count.
    private static RateLimitPartition<(string Id, int Limit)> PartitionOf(Partner partner) =>
        RateLimitPartition.GetSlidingWindowLimiter(
            (partner.Id, partner.Limits.RequestsPerMinute ?? int.MaxValue),
            ((string Id, int Limit) key) => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = key.Limit,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = Segments,
                QueueLimit = 0,
            });
}
