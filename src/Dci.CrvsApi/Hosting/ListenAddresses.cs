using System.Net;

namespace Dci.CrvsApi.Hosting;

/// <summary>Where the server will listen, read from the configuration before it does.</summary>
internal static class ListenAddresses
{
    public const string Default = "http://127.0.0.1:8080";

    /// <summary>Every configured address; the default one when nothing is configured.</summary>
    public static IReadOnlyList<string> Of(IConfiguration configuration)
    {
        var addresses = configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Select(endpoint => endpoint["Url"])
            .OfType<string>()
            .ToList();
        if (addresses.Count == 0)
            addresses.AddRange((configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (addresses.Count == 0)
            addresses.Add(Default);
        return addresses;
    }

    /// <summary>The address as a caller on this machine writes it.</summary>
    public static string AsSeenFromHere(string address)
    {
        var binding = BindingAddress.Parse(address);
        var host = binding.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "127.0.0.1" : binding.Host;
        return $"{binding.Scheme}://{host}:{binding.Port}{binding.PathBase}";
    }

    /// <summary>True when nobody but this machine can reach any of the addresses.</summary>
    public static bool AreLoopback(IReadOnlyList<string> addresses) => addresses.All(IsLoopback);

    /// <summary>Why these addresses may not be listened on under Production rules, or null.</summary>
    public static string? RefuseInClear(IReadOnlyList<string> addresses, bool proxyDeclared) =>
        proxyDeclared || addresses.All(address => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || IsLoopback(address))
            ? null
            : "Refusing to serve plain http beyond this machine. Configure https (Kestrel:Endpoints), listen on 127.0.0.1, "
                + "or declare the TLS-terminating proxy in front with ForwardedHeaders:KnownProxies.";

    private static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
