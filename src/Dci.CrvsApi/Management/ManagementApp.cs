using System.Diagnostics.Metrics;
using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Telemetry;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Dci.CrvsApi.Management;

/// <summary>
/// The second web server of the process: it has an address, limits and routes of its own, and everything behind the routes
/// is the main server's. Nothing of it can be reached where partners come in.
/// </summary>
internal static class ManagementApp
{
    public static WebApplication Build(IServiceProvider main, string url)
    {
        // Empty, so that neither the addresses nor the services of the main server are taken over unseen.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(ManagementApp).Assembly.GetName().Name });
        var certificates = Certificates(main.GetRequiredService<IConfiguration>());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls(url).ConfigureKestrel(options =>
        {
            options.Configure(certificates);
            KestrelLimits.Apply(options);
        });
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(main.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton(main.GetRequiredService<IMeterFactory>());
        var app = builder.Build();
        Use(app, main);
        return app;
    }

    private static void Use(WebApplication app, IServiceProvider main)
    {
        var scopes = main.GetRequiredService<IServiceScopeFactory>();
        app.Use((context, next) =>
        {
            context.Features.Set<IServiceProvidersFeature>(new RequestServicesFeature(context, scopes));
            return next(context);
        });
        app.UseForwardedHeaders(main.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value);
        app.UseFailures();
        app.Use(main.GetRequiredService<ManagementGuard>().CheckAsync);
        app.UseRouting();
        main.GetRequiredService<DeliveryEndpoints>().Map(app);
        main.GetRequiredService<SubscriptionEndpoints>().Map(app);
        app.MapTelemetry(main.GetRequiredService<MeterProvider>());
    }

    /// <summary>The main server's certificates without its addresses.</summary>
    private static IConfiguration Certificates(IConfiguration configuration) => new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.GetSection("Kestrel").AsEnumerable(makePathsRelative: true)
            .Where(setting => setting.Key.StartsWith("Certificates:", StringComparison.OrdinalIgnoreCase)))
        .Build();

    /// <summary>Signals to the process are the main server's to hear.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
