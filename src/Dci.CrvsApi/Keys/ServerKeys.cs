using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Registry.Keys;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Keys;

/// <summary>The server's own keys: made when missing, read from the store, rotated, and handed out as a ring.</summary>
internal sealed class ServerKeys(IKeyStore store, KeyVault vault, IOptions<KeysOptions> options, IOptions<ServerIdentity> identity, TimeProvider clock) : IDisposable
{
    private readonly Dictionary<string, KeyMaterial> _opened = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);
    private volatile KeyRing? _ring;

    /// <summary>As last read; <see cref="LoadAsync"/> must have run.</summary>
    public KeyRing Ring => _ring ?? throw new InvalidOperationException("The server's keys have not been loaded.");

    /// <summary>Makes what is missing, so that a new server can sign, and reads all.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var missing = KeyRotation.Missing(await store.ListAsync(cancellationToken), options.Value, now);
        if (missing.Count > 0)
        {
            // RSA keys take their time to make: all at once.
            var made = await Task.WhenAll(missing.Select(purpose => Task.Run(() => vault.Make(purpose, now, now), cancellationToken)));
            await store.AddAsync(made, cancellationToken);
        }

        await RefreshAsync(cancellationToken);
    }

    /// <summary>Reads what other nodes and the command line have changed.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var stored = await store.ListAsync(cancellationToken);
            var now = clock.GetUtcNow();
            _ring = new KeyRing(stored.Where(key => !(key.RetiresAt <= now) && IsUsed(key)).Select(Opened), identity.Value.SenderId, now);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives every purpose of the algorithm (all when null) a new key. An unknown algorithm makes none.</summary>
    /// <param name="immediately">Signs at once, for when a key has leaked; partners that cache the key set will refuse until they fetch it.</param>
    /// <returns>The new keys.</returns>
    public async Task<IReadOnlyList<KeyListing>> RotateAsync(string? algorithm, bool immediately, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var activeFrom = KeyRotation.ActiveFrom(options.Value, immediately, now);
        var purposes = KeyRotation.Meant(algorithm, options.Value);
        var before = await store.ListAsync(cancellationToken);
        var made = purposes.Select(purpose => vault.Make(purpose, now, activeFrom)).ToList();
        await store.AddAsync(made, cancellationToken);
        foreach (var old in purposes.SelectMany(purpose => KeyRotation.Replaced(before, purpose)))
            await store.RetireAsync(old.KeyId, activeFrom + options.Value.Overlap, cancellationToken);

        await RefreshAsync(cancellationToken);
        return [.. made.Select(key => KeyListing.Of(key, now))];
    }

    /// <summary>Every key there ever was, newest first, for people to look at.</summary>
    public async Task<IReadOnlyList<KeyListing>> ListAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var stored = await store.ListAsync(cancellationToken);
        return [.. stored.OrderByDescending(key => key.ActiveFrom).ThenBy(key => key.Use, StringComparer.Ordinal).Select(key => KeyListing.Of(key, now))];
    }

    public void Dispose() => _turn.Dispose();

    // A key for an encryption that the settings no longer accept would only invite messages that are refused.
    private bool IsUsed(StoredKey key) => key.Use != KeyPurpose.Encryption.Use || options.Value.EncryptionAlgorithms.Contains(key.Algorithm);

    private ServerKey Opened(StoredKey stored)
    {
        if (!_opened.TryGetValue(stored.KeyId, out var material))
            _opened[stored.KeyId] = material = vault.Open(stored);

        return new ServerKey(stored, material);
    }
}
