using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace Dci.CrvsApi.Signing.KeySets;

/// <summary>Puts the reading of partners' key sets into the container.</summary>
internal static class PartnerKeySetsSetup
{
    private const int Tries = 3;

    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(10);

    /// <summary>Needs an <see cref="IPartnerKeySink"/>.</summary>
    public static IServiceCollection AddPartnerKeySets(this IServiceCollection services)
    {
        services.AddOptions<PartnerKeySetOptions>().BindConfiguration(PartnerKeySetOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PartnerKeySetOptions>, PartnerKeySetOptionsValidator>();
        services.AddHttpClient<PartnerKeySetClient>(http =>
            {
                http.MaxResponseContentBufferSize = PartnerKeySetClient.LargestSet;
                // Over all tries, and over the body too, which the pipeline below does not see.
                http.Timeout = OneTry * Tries;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .AddResilienceHandler("partner-key-sets", pipeline => pipeline
                .AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = Tries - 1, BackoffType = DelayBackoffType.Exponential, UseJitter = true })
                .AddTimeout(OneTry));
        services.AddSingleton<PartnerJwksRefresher>();
        services.AddHostedService(provider => provider.GetRequiredService<PartnerJwksRefresher>());
        return services;
    }
}
