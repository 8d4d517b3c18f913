using Microsoft.Extensions.Configuration.Memory;

namespace Dci.CrvsApi.Hosting;

/// <summary>Settings that hold when nobody says otherwise: the weakest source of the configuration.</summary>
internal static class Defaults
{
    // A conformance suite listens only now and then, and counts seconds: its receiver must never be left alone for having been away.
    private static readonly KeyValuePair<string, string?>[] ForConformance = [KeyValuePair.Create("Deliveries:BreakAfter", (string?)"1000")];

    public static void AddTo(ConfigurationManager configuration, IHostEnvironment environment)
    {
        var address = ListenAddresses.Of(configuration)[0];
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>(environment.IsConformance() ? ForConformance : [])
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
