using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Messaging;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tokens;

/// <summary>Puts the token endpoint and the bearer scheme together.</summary>
internal static class TokensSetup
{
    /// <summary>Needs the server's keys, <see cref="FailureWriter"/>, the partners, a clock and <c>UseRateLimiter</c> from the composition.</summary>
    public static IServiceCollection AddTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TokenOptions>().Bind(configuration.GetSection(TokenOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>();
        services.AddSingleton<IValidateOptions<TokenOptions>, ExternalAuthorityRule>();
        services.AddSingleton<IPostConfigureOptions<TokenOptions>, TokenDefaults>();

        services.TryAddSingleton<ITokenKeys, ServerTokenKeys>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<TokenRequestReader>();
        services.AddSingleton<ClientRateLimit>();
        services.AddSingleton<ClientAuthenticator>();
        services.AddSingleton<TokenEndpoint>();
        services.AddRateLimiter(options => options.AddPolicy<string, TokenRateLimit>(TokenRateLimit.Policy));

        services.AddSingleton(provider => new GoodTokens(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AccessTokenHandler>();
        services.AddSingleton<CallerReader>();
        services.AddSingleton<ITokenAuthority, OwnTokens>();
        if (configuration.GetSection(TokenOptions.Section).GetSection(nameof(TokenOptions.External)).Exists())
            AddExternalProvider(services);

        services.AddAuthentication(AccessTokens.Scheme).AddJwtBearer(AccessTokens.Scheme, _ => { });
        services.AddOptions<JwtBearerOptions>(AccessTokens.Scheme).Configure<AccessTokenHandler, FailureWriter, IOptions<ServerIdentity>>(BearerScheme.Configure);
        return services;
    }

    public static IEndpointConventionBuilder MapTokens(this IEndpointRouteBuilder endpoints)
    {
        var endpoint = endpoints.ServiceProvider.GetRequiredService<TokenEndpoint>();
        return endpoints.MapPost(TokenEndpoint.Path, (RequestDelegate)endpoint.HandleAsync)
            .WithName("IssueToken")
            .AllowAnonymous()
            .RequireRateLimiting(TokenRateLimit.Policy);
    }

    private static void AddExternalProvider(IServiceCollection services)
    {
        services.AddHttpClient(ExternalProvider.Client, client =>
            {
                client.Timeout = TimeSpan.FromSeconds(20);
                client.MaxResponseContentBufferSize = 256 * 1024;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            .AddStandardResilienceHandler();
        services.AddSingleton<ExternalProvider>();
        services.AddHostedService(provider => provider.GetRequiredService<ExternalProvider>());
        services.AddSingleton<ITokenAuthority, ExternalTokens>();
    }

    /// <summary>Issuer and audience follow the server's public address unless they are set.</summary>
    private sealed class TokenDefaults(IOptions<ServerIdentity> server) : IPostConfigureOptions<TokenOptions>
    {
        public void PostConfigure(string? name, TokenOptions options)
        {
            options.Issuer ??= server.Value.PublicBaseUrl.AbsoluteUri.TrimEnd('/');
            options.Audience ??= options.Issuer;
        }
    }
}
