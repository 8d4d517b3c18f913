using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Transactions.Inbound;
using Dci.CrvsApi.Transactions.Status;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions;

/// <summary>Puts the asynchronous operations into the container and onto their routes.</summary>
internal static class TransactionsSetup
{
    /// <summary>After the deliveries: hosted services stop in reverse, and this work ends before what it hands over to.</summary>
    public static IServiceCollection AddTransactions(this IServiceCollection services)
    {
        services.AddOptions<TransactionOptions>().BindConfiguration(TransactionOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TransactionOptions>, TransactionOptionsValidator>();
        services.AddHostedService<AdmissionRefresher>();
        AddIntake(services);
        AddWork(services);
        return services;
    }

    public static void MapTransactions(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        Map(Operation.Search, "Search", services.GetRequiredService<AsyncSearchEndpoint>().HandleAsync);
        Map(Operation.TxnStatus, "TxnStatus", services.GetRequiredService<AsyncStatusEndpoint>().HandleAsync);
        Map(Operation.SyncTxnStatus, "SyncTxnStatus", services.GetRequiredService<SyncStatusEndpoint>().HandleAsync);
        var inbound = services.GetRequiredService<InboundEndpoint>();
        Map(Operation.OnSearch, "OnSearch", inbound.Of(Operation.OnSearch));
        Map(Operation.OnSubscribe, "OnSubscribe", inbound.Of(Operation.OnSubscribe));
        Map(Operation.OnUnsubscribe, "OnUnsubscribe", inbound.Of(Operation.OnUnsubscribe));
        Map(Operation.OnTxnStatus, "OnTxnStatus", inbound.Of(Operation.OnTxnStatus));
        Map(Operation.Notify, "Notify", inbound.Of(Operation.Notify));

        void Map(Operation operation, string operationId, RequestDelegate handle) => endpoints.MapPost(operation.Path, handle).WithName(operationId);
    }

    private static void AddIntake(IServiceCollection services)
    {
        services.AddSingleton<Intake>();
        services.AddSingleton<AcknowledgingEndpoint>();
        services.AddSingleton<SearchDoor>();
        services.AddSingleton<AsyncSearchEndpoint>();
        services.AddSingleton<AsyncStatusEndpoint>();
        services.AddSingleton<StatusReply>();
        services.AddSingleton<SyncStatusEndpoint>();
        services.AddSingleton<InboundEndpoint>();
    }

    private static void AddWork(IServiceCollection services)
    {
        services.AddSingleton<WorkQueue>();
        services.AddSingleton<PieceTurns>();
        services.AddSingleton<MessageContents>();
        services.AddSingleton<PieceRecorder>();
        services.AddSingleton<SearchListing>();
        services.AddSingleton<SearchCallback>();
        services.AddSingleton<StatusFinder>();
        services.AddSingleton<SubscriptionStates>();
        services.AddSingleton<ITransactionWork, SearchWork>();
        services.AddSingleton<ITransactionWork, StatusWork>();
        services.AddSingleton<WorkRun>();
        services.AddSingleton<WorkPoller>();
        services.AddHostedService<TransactionWorker>();
    }
}
