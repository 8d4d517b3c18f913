using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Keys;
using Dci.CrvsApi.Registry.Partners;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Storage.Sql;
using Dci.CrvsApi.Storage.Sql.Places;
using Dci.CrvsApi.Storage.Sql.Records;
using Dci.CrvsApi.Storage.Sql.Search;
using Dci.CrvsApi.Storage.Sql.Sqlite;

namespace Dci.CrvsApi.Storage;

/// <summary>An open store: every port on one database. Disposing it finishes what is being written.</summary>
public sealed class RegisterStorage : IAsyncDisposable, IDisposable
{
    private readonly SqlDatabase _database;

    private RegisterStorage(SqlDatabase database, StorageOptions options, TimeProvider time)
    {
        _database = database;
        var shelf = new PlaceShelf();
        Registry = new RegistryStore(database, shelf, options);
        Writer = new RegisterWriter(database, new BulkLoad(database, time), time);
        Places = new PlaceStore(database, shelf);
        Partners = new PartnerStore(database);
        Keys = new KeyStore(database);
        Exchanges = new ExchangeLog(database);
    }

    public IRegistryStore Registry { get; }

    public IRegisterWriter Writer { get; }

    public IPlaceStore Places { get; }

    public IPartnerStore Partners { get; }

    public IKeyStore Keys { get; }

    public IExchangeLog Exchanges { get; }

    /// <summary>Opens the store in its folder, making it or bringing its schema up to date first.</summary>
    /// <exception cref="StorageUnusableException">It can't be used until a person has done something; the message says what.</exception>
    public static RegisterStorage Open(StorageOptions options, TimeProvider time) =>
        new(SqliteDatabase.Open(options.DataFolder, time), options, time);

    public void Dispose() => _database.Dispose();

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
