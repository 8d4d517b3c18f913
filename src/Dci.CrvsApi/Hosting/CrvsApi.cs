using Dci.CrvsApi.Access;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Deliveries;
using Dci.CrvsApi.Demonstration;
using Dci.CrvsApi.Discovery;
using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Events;
using Dci.CrvsApi.Fhir;
using Dci.CrvsApi.Files;
using Dci.CrvsApi.Hub;
using Dci.CrvsApi.Ingest;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Management;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Search;
using Dci.CrvsApi.Signing;
using Dci.CrvsApi.Storage;
using Dci.CrvsApi.Subscriptions;
using Dci.CrvsApi.Subscriptions.Dispatching;
using Dci.CrvsApi.Subscriptions.Requests;
using Dci.CrvsApi.Subscriptions.Topics;
using Dci.CrvsApi.Telemetry;
using Dci.CrvsApi.Tokens;
using Dci.CrvsApi.Transactions;
using Dci.CrvsApi.Webhooks;
using Dci.CrvsApi.Workers;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Hosting;

/// <summary>The composition: what the server is made of, and in which order a request meets it.</summary>
internal static class CrvsApi
{
    public static void AddCrvsApi(this WebApplicationBuilder builder)
    {
        Defaults.AddTo(builder.Configuration, builder.Environment);
        builder.WebHost.ConfigureKestrel(KestrelLimits.Apply);

        var services = builder.Services;
        var data = new DataFolder(builder.Configuration, builder.Environment);
        services.AddSingleton(data);
        services.AddSingleton(TimeProvider.System);
        services.AddRegisterStorage(new StorageOptions { DataFolder = data.Path });
        services.AddServerKeys(data.Path);
        services.AddPartners(builder.Configuration);
        services.AddTokens(builder.Configuration);
        services.AddAccess();
        services.AddTelemetry();
        services.RemoveDataProtectionStart();
        services.AddForwardedHeaders(builder.Configuration);
        services.AddEncryption();
        AddMessaging(services);
        services.AddFiles();
        services.AddWorkers();
        services.AddDeliveries();
        services.AddDeliveryMachine();
        services.AddManagement();
        AddSearch(services);
        services.AddTransactions();
        services.AddMatching();
        services.AddTelling();
        services.AddSubscriptionRequests();
        services.AddDispatching();
        services.AddEvents();
        services.AddTopics();
        services.AddHub();
        services.AddWebhooks();
        services.AddFhir();
        services.AddOptions<HostOptions>().Configure<IOptions<DeliveryOptions>, IOptions<TransactionOptions>>(AllowTimeToStop);
        AddRecords(services);
    }

    /// <summary>What must be right before the first request: settings, addresses, register, demonstration.</summary>
    public static async Task OpenAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        StartRules.Check(app);
        await app.OpenRegisterAsync(cancellationToken);
        app.Services.GetRequiredService<SpoolFolder>().Empty();
        if (StartRules.AllowDemonstration(app))
            await app.Services.GetRequiredService<DemonstrationSetup>().PrepareAsync(cancellationToken);
        else
            app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(Welcome.Plain(ListenAddresses.Of(app.Configuration), app.Services.GetRequiredService<DataFolder>().Path)));
    }

    /// <summary>Opens the register, migrates it when it is of an older version, and refuses one that this environment may not serve.</summary>
    public static async Task OpenRegisterAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        _ = app.Services.GetRequiredService<RegisterStorage>();
        await StartRules.CheckRegisterAsync(app, cancellationToken);
    }

    public static void UseCrvsApi(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseFailures();
        app.UsePathBase(app.Services.GetRequiredService<IOptions<ServerIdentity>>().Value.PublicBaseUrl.AbsolutePath.TrimEnd('/'));
        app.UseRouting();
        app.UseRateLimiter();

        app.MapPost(Operation.SyncSearch.Path, (RequestDelegate)app.Services.GetRequiredService<SearchEndpoint>().HandleAsync).WithName("SyncSearch");
        app.MapTransactions();
        app.MapEvents();
        app.MapSubscriptionRequests();
        app.MapFhir();
        app.MapHub();
        app.MapWebhooks();
        app.MapTokens();
        app.MapJwks();
        app.MapLocations();
        app.MapHealth();
        app.MapPing();
        app.MapContract();
    }

    // Long enough for each of those that wait for what is under way, and a little for the rest.
    private static void AllowTimeToStop(HostOptions host, IOptions<DeliveryOptions> deliveries, IOptions<TransactionOptions> transactions) =>
        host.ShutdownTimeout = deliveries.Value.StopWithin + transactions.Value.StopWithin + TimeSpan.FromSeconds(10);

    private static void AddMessaging(IServiceCollection services)
    {
        services.AddSingleton<FailureWriter>();
        services.AddSingleton<MessageSigner>();
        services.AddSingleton<OutgoingMessage>();
        services.AddSingleton<AnswerEnvelope>();
        services.AddSingleton<BodyReader>();
        services.AddSingleton<EnvelopeVerifier>();
        services.AddSingleton<MessageReceiver>();
        services.AddSingleton<MessageEndpoint>();
        services.AddSingleton<ReplyMeta>();
    }

    private static void AddRecords(IServiceCollection services)
    {
        services.AddSingleton(new RecordRenderer(PersonMapping.Default));
        services.AddSingleton<BundleImport>();
        services.AddSingleton<RegisterSeeding>();
        services.AddSingleton<TrialPartners>();
        services.AddSingleton<TrialCredentials>();
        services.AddSingleton<ExampleNumbers>();
        services.AddSingleton<DemonstrationSetup>();
    }

    private static void AddSearch(IServiceCollection services)
    {
        services.AddOptions<SearchOptions>().BindConfiguration("Search").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SearchOptions>, SearchOptionsValidator>();
        services.AddSingleton<SearchAnswerWriter>();
        services.AddSingleton<ItemGate>();
        services.AddSingleton<SearchHandler>();
        services.AddSingleton<SearchReply>();
        services.AddSingleton<SearchReport>();
        services.AddSingleton<SearchEndpoint>();
        services.AddHostedService<Forgetting>();
    }
}
