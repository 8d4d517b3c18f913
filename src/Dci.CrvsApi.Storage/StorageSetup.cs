using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Storage;

/// <summary>Puts the store's ports into a container.</summary>
public static class StorageSetup
{
    /// <summary>
    /// Registers <see cref="RegisterStorage"/> and its ports as singletons. The store opens when the first of them is asked for;
    /// ask at start for <see cref="RegisterStorage"/> to hear then what is wrong with it. Needs a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddRegisterStorage(this IServiceCollection services, StorageOptions options) => services
        .AddSingleton(provider => RegisterStorage.Open(options, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Registry)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Writer)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Intake)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Changes)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().StandingRecords)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Resources)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Places)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Partners)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Keys)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Exchanges)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Secrets)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Transactions)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Contents)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Deliveries)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Subscriptions)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().HubIntents)
        .AddSingleton(provider => provider.GetRequiredService<RegisterStorage>().Workers);
}
