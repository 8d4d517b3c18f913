using Microsoft.Extensions.Configuration.Memory;

namespace Dci.CrvsApi.Hosting;

/// <summary>Settings that hold when nobody says otherwise: the weakest source of the configuration.</summary>
internal static class Defaults
{
    public static void AddTo(ConfigurationManager configuration)
    {
        var address = ListenAddresses.Of(configuration)[0];
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["urls"] = ListenAddresses.Default,
                ["Server:PublicBaseUrl"] = ListenAddresses.AsSeenFromHere(address),
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
                ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
                ["Logging:LogLevel:System.Net.Http"] = "Warning",
                ["Logging:LogLevel:Polly"] = "Warning",
            },
        });
    }
}
