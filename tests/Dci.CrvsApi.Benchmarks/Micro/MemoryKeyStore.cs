using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Benchmarks.Micro;

/// <summary>Keys for the length of one benchmark.</summary>
internal sealed class MemoryKeyStore : IKeyStore
{
    private readonly List<StoredKey> _keys = [];

    public Task<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredKey>>(_keys);

    public Task AddAsync(IReadOnlyList<StoredKey> keys, CancellationToken cancellationToken)
    {
        _keys.AddRange(keys);
        return Task.CompletedTask;
    }

    public Task RetireAsync(string keyId, DateTimeOffset retiresAt, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A benchmark does not rotate keys.");
}
