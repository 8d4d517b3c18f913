namespace Dci.CrvsApi.Hosting;

/// <summary>What the name of the environment allows. Any name but the two below means Production rules.</summary>
internal static class HostingRules
{
    public const string Conformance = "Conformance";

    /// <summary>Whether demonstration and sandbox partners may be used.</summary>
    public static bool AllowsSandbox(this IHostEnvironment environment) => environment.IsDevelopment() || environment.IsConformance();

    /// <summary>Whether this is the environment that conformance suites run against.</summary>
    public static bool IsConformance(this IHostEnvironment environment) => environment.IsEnvironment(Conformance);

    /// <summary>The name said in health and in every answer when the server runs by less than Production rules; null under them.</summary>
    public static string? ModeName(this IHostEnvironment environment) =>
        environment.IsDevelopment() ? "development" : environment.IsConformance() ? "conformance" : null;
}
