using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Dci.CrvsApi.Hosting;

/// <summary>The proxies in front whose word on scheme and caller is believed; nobody's unless they are declared.</summary>
internal static class Proxies
{
    private const string Addresses = "ForwardedHeaders:KnownProxies";
    private const string Networks = "ForwardedHeaders:KnownNetworks";

    public static bool AreDeclared(IConfiguration configuration) =>
        configuration.GetSection(Addresses).GetChildren().Any() || configuration.GetSection(Networks).GetChildren().Any();

    public static void AddForwardedHeaders(this IServiceCollection services, IConfiguration configuration) =>
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in configuration.GetSection(Addresses).Get<string[]>() ?? [])
                options.KnownProxies.Add(IPAddress.Parse(proxy));
            foreach (var network in configuration.GetSection(Networks).Get<string[]>() ?? [])
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
            if (options.KnownProxies.Count == 0 && options.KnownIPNetworks.Count == 0)
                options.ForwardedHeaders = ForwardedHeaders.None;
        });
}
