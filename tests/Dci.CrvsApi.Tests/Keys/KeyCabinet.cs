using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Keys;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Tests.Keys;

/// <summary>A key store in memory and the server's keys over it.</summary>
internal sealed class KeyCabinet : IKeyStore
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    public List<StoredKey> Rows { get; } = [];

    public KeysOptions Options { get; } = new();

    public ManualClock Clock { get; } = new(Start);

    public Seal Seal { get; init; } = new(new byte[32]);

    public ServerKeys Open() => new(this, new KeyVault(Seal), Microsoft.Extensions.Options.Options.Create(Options), Identity, Clock);

    public async Task<ServerKeys> LoadAsync()
    {
        var keys = Open();
        await keys.LoadAsync(CancellationToken.None);
        return keys;
    }

    public static IOptions<ServerIdentity> Identity { get; } = Microsoft.Extensions.Options.Options.Create(new ServerIdentity { SenderId = "crvs.example.gov" });

    public Task<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredKey>>([.. Rows]);

    public Task AddAsync(IReadOnlyList<StoredKey> keys, CancellationToken cancellationToken)
    {
        Rows.AddRange(keys);
        return Task.CompletedTask;
    }

    public Task RetireAsync(string keyId, DateTimeOffset retiresAt, CancellationToken cancellationToken)
    {
        var at = Rows.FindIndex(row => row.KeyId == keyId);
        Rows[at] = Rows[at] with { RetiresAt = retiresAt };
        return Task.CompletedTask;
    }
}
