using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Dci.CrvsApi.Hosting;

/// <summary>How much one connection may take before anything of ours looks at it.</summary>
internal static class KestrelLimits
{
    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = 1024 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        options.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
    }
}
