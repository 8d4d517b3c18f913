using Dci.CrvsApi.Storage.Tests.Ports;

namespace Dci.CrvsApi.Storage.Tests.Sqlite;

[TestFixture]
internal sealed class SqliteExchangeLog : ExchangeLogCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqlitePartnerStore : PartnerStoreCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteKeyStore : KeyStoreCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqlitePlaceStore : PlaceStoreCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteRegisterWriter : RegisterWriterCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteRegistryStore : RegistryStoreCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteTransactionLog : TransactionLogCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteDeliveryStore : DeliveryStoreCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteWorkerRoster : WorkerRosterCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteContentStore : ContentStoreCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteSecretStore : SecretStoreCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteChangeFeed : ChangeFeedCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteResourceIndex : ResourceIndexCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteEventIntake : EventIntakeCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteSubscriptionStore : SubscriptionStoreCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteStandingRecords : StandingRecordsCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteFanOut : FanOutCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteDispatch : DispatchCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteDeliveryLanes : DeliveryLanesCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}

[TestFixture]
internal sealed class SqliteHubIntents : HubIntentsCompliance
{
    private readonly TemporaryFolder _folder = new();

    protected override RegisterStorage Open() => _folder.Open();

    protected override void Remove() => _folder.Empty();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();
}
