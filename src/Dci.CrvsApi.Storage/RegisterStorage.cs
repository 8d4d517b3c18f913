using Dci.CrvsApi.Registry.Deliveries;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Hub;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Keys;
using Dci.CrvsApi.Registry.Partners;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Resources;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Registry.Transactions;
using Dci.CrvsApi.Registry.Workers;
using Dci.CrvsApi.Storage.Sql;
using Dci.CrvsApi.Storage.Sql.Contents;
using Dci.CrvsApi.Storage.Sql.Deliveries;
using Dci.CrvsApi.Storage.Sql.Events;
using Dci.CrvsApi.Storage.Sql.Fhir;
using Dci.CrvsApi.Storage.Sql.Hub;
using Dci.CrvsApi.Storage.Sql.Places;
using Dci.CrvsApi.Storage.Sql.Records;
using Dci.CrvsApi.Storage.Sql.Search;
using Dci.CrvsApi.Storage.Sql.Sqlite;
using Dci.CrvsApi.Storage.Sql.Subscriptions;
using Dci.CrvsApi.Storage.Sql.Transactions;

namespace Dci.CrvsApi.Storage;

/// <summary>An open store with every port. Disposing it finishes what is being written.</summary>
public sealed class RegisterStorage : IAsyncDisposable, IDisposable
{
    private readonly SqlDatabase _register;
    private readonly SqlDatabase _exchanges;

    private RegisterStorage(SqlDatabase register, SqlDatabase exchanges, StorageOptions options, TimeProvider clock)
    {
        (_register, _exchanges) = (register, exchanges);
        var shelf = new PlaceShelf();
        Registry = new RegistryStore(register, exchanges, shelf, options);
        var save = new RecordSave(new PlaceShelf(), clock);
        Writer = new RegisterWriter(register, new BulkLoad(register), save);
        Intake = new EventIntake(register, save, clock);
        Changes = new ChangeFeed(register);
        Resources = new ResourceIndex(register);
        StandingRecords = new StandingRecords(register);
        Places = new PlaceStore(register, shelf);
        Partners = new PartnerStore(register);
        Keys = new KeyStore(register);
        Secrets = new SecretStore(register);
        Exchanges = new ExchangeLog(exchanges);
        var contents = new ContentStore(exchanges);
        Contents = contents;
        Transactions = new TransactionLog(exchanges, contents);
        Deliveries = new DeliveryStore(exchanges);
        Subscriptions = new SubscriptionStore(exchanges);
        Workers = new WorkerRoster(exchanges);
        HubIntents = new HubIntents(exchanges);
    }

    public IRegistryStore Registry { get; }

    public IRegisterWriter Writer { get; }

    public IEventIntake Intake { get; }

    public IChangeFeed Changes { get; }

    public IStandingRecords StandingRecords { get; }

    public IResourceIndex Resources { get; }

    public IPlaceStore Places { get; }

    public IPartnerStore Partners { get; }

    public IKeyStore Keys { get; }

    public ISecretStore Secrets { get; }

    public IExchangeLog Exchanges { get; }

    public ITransactionLog Transactions { get; }

    public IContentStore Contents { get; }

    public IDeliveryStore Deliveries { get; }

    public ISubscriptionStore Subscriptions { get; }

    public IWorkerRoster Workers { get; }

    public IHubIntents HubIntents { get; }

    /// <summary>Opens the store in its folder, making it or bringing its schema up to date first.</summary>
    /// <exception cref="StorageUnusableException">It can't be used until a person has done something; the message says what.</exception>
    public static RegisterStorage Open(StorageOptions options, TimeProvider clock)
    {
        var register = SqliteDatabase.OpenRegister(options.DataFolder, clock);
        SqliteDatabase? exchanges = null;
        try
        {
            exchanges = SqliteDatabase.OpenExchanges(options.DataFolder, clock);
            FeedProgress.Begin(register, exchanges);
            return new RegisterStorage(register, exchanges, options, clock);
        }
        catch
        {
            exchanges?.Dispose();
            register.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _exchanges.Dispose();
        _register.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _exchanges.DisposeAsync();
        await _register.DisposeAsync();
    }
}
