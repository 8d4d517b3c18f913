using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tokens;

/// <summary>Limits token requests from one network address, before anything of them is read.</summary>
internal sealed class TokenRateLimit(IOptions<TokenOptions> options, FailureWriter failures) : IRateLimiterPolicy<string>
{
    public const string Policy = "tokens";

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected =>
        (context, _) => new ValueTask(failures.WriteAsync(context.HttpContext, PerMinute.Refusal(context.Lease)));

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) =>
        RateLimitPartition.GetSlidingWindowLimiter(Network(httpContext.Connection.RemoteIpAddress), _ => PerMinute.Window(options.Value.RequestsPerMinutePerAddress));

    // A household or server has a /64 of IPv6 to itself.
    private static string Network(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
