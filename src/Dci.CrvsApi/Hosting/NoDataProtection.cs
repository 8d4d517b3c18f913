namespace Dci.CrvsApi.Hosting;

/// <summary>Authentication brings cookie protection along, which nothing here uses: it must not write keys into the operator's home folder at start.</summary>
internal static class NoDataProtection
{
    public static void RemoveDataProtectionStart(this IServiceCollection services)
    {
        var starts = services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == "DataProtectionHostedService").ToList();
        foreach (var start in starts)
            services.Remove(start);
    }
}
