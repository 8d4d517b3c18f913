using Dci.CrvsApi.Signing.KeySets;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Partners;

/// <summary>Puts the partners together.</summary>
internal static class PartnersSetup
{
    /// <summary>Needs the partner store and a clock from the composition.</summary>
    public static IServiceCollection AddPartners(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PartnerOptions>().Bind(configuration.GetSection(PartnerOptions.Section));
        services.AddSingleton(provider => LoadFile(
            provider.GetRequiredService<IOptions<PartnerOptions>>().Value.File,
            provider.GetRequiredService<IHostEnvironment>().ContentRootPath));
        services.AddSingleton<SandboxRule>();
        services.AddSingleton<FiledPartners>();
        services.AddSingleton<StoredPartnerReader>();
        services.AddSingleton<PartnerDirectory>();
        services.AddSingleton<PartnerAdministration>();
        services.AddSingleton<CredentialAdministration>();
        services.AddSingleton<IPartnerKeySink, PinnedKeySets>();
        services.AddHostedService<PartnerStart>();
        services.AddPartnerKeySets();
        return services;
    }

    private static PartnerFile LoadFile(string? path, string root) =>
        string.IsNullOrWhiteSpace(path) ? PartnerFile.None : PartnerFile.Load(Path.GetFullPath(path, root));

    /// <summary>Reads the partners before the first request, so that a wrong file keeps the server from starting.</summary>
    private sealed class PartnerStart(PartnerDirectory directory) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken) => await directory.ListAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
