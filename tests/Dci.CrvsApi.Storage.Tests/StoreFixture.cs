namespace Dci.CrvsApi.Storage.Tests;

/// <summary>What the compliance of every port rests on: an empty store before each test. One subclass for each engine.</summary>
internal abstract class StoreFixture
{
    private RegisterStorage? _storage;

    protected RegisterStorage Storage => _storage ?? throw new InvalidOperationException("The store is not open.");

    [SetUp]
    public void OpenStore() => _storage = Open();

    [TearDown]
    public async Task CloseStore()
    {
        if (_storage is not null)
            await _storage.DisposeAsync();
        _storage = null;
        Remove();
    }

    /// <summary>Opens an empty store, or what an earlier call in the same test left.</summary>
    protected abstract RegisterStorage Open();

    protected abstract void Remove();

    protected async Task Reopen()
    {
        await Storage.DisposeAsync();
        _storage = Open();
    }
}
