using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Messaging;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Keys;

/// <summary>Puts the server's identity and its keys into the container.</summary>
internal static class ServerKeysSetup
{
    /// <summary>Needs an <c>IKeyStore</c>; register it after the service that migrates the database, since it reads keys at start.</summary>
    /// <param name="dataFolder">Where Development keeps its generated key-encryption key.</param>
    public static IServiceCollection AddServerKeys(this IServiceCollection services, string dataFolder)
    {
        services.AddOptions<ServerIdentity>().BindConfiguration(ServerIdentity.Section).ValidateOnStart();
        services.AddOptions<KeysOptions>().BindConfiguration(KeysOptions.Section).ValidateOnStart()
            .Configure<IOptions<EncryptionOptions>>((keys, encryption) => keys.EncryptionAlgorithms = encryption.Value.KeyAlgorithms);
        services.AddSingleton<IValidateOptions<ServerIdentity>, ServerIdentityValidator>();
        services.AddSingleton<IValidateOptions<KeysOptions>, KeysOptionsValidator>();
        services.AddSingleton(provider => KeyEncryptionKey.Load(
            provider.GetRequiredService<IOptions<KeysOptions>>().Value,
            provider.GetRequiredService<IHostEnvironment>().AllowsSandbox(),
            dataFolder));
        services.AddSingleton<KeyVault>();
        services.AddSingleton<ServerKeys>();
        services.AddHostedService<ServerKeysRefresher>();
        return services;
    }
}
