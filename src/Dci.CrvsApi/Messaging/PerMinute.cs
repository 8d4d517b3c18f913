using System.Threading.RateLimiting;

namespace Dci.CrvsApi.Messaging;

/// <summary>Counting requests by the minute, the same for partners, clients and addresses.</summary>
internal static class PerMinute
{
    private const int Segments = 6;

    public static SlidingWindowRateLimiterOptions Window(int permits) => new()
    {
        PermitLimit = permits,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = Segments,
        QueueLimit = 0,
    };

    public static Failure Refusal(RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(60.0 / Segments);
        return new Failure(StatusCodes.Status429TooManyRequests, "err.request.too_many_requests", "Too many requests in this minute. Come again after the time in Retry-After.")
        {
            RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
        };
    }
}
