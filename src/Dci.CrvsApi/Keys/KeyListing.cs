using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Keys;

/// <summary>A key as an operator sees it; nothing secret is in it.</summary>
internal sealed record KeyListing(string KeyId, string Use, string Algorithm, KeyState State, DateTimeOffset PublishedAt, DateTimeOffset ActiveFrom, DateTimeOffset? RetiresAt)
{
    public static KeyListing Of(StoredKey key, DateTimeOffset now) =>
        new(key.KeyId, key.Use, key.Algorithm, StateOf(key, now), key.PublishedAt, key.ActiveFrom, key.RetiresAt);

    private static KeyState StateOf(StoredKey key, DateTimeOffset now) =>
        key.RetiresAt <= now ? KeyState.Retired
        : key.ActiveFrom > now ? KeyState.Published
        : key.RetiresAt is null ? KeyState.Active
        : KeyState.Retiring;
}

/// <summary>Where a key stands in its life.</summary>
internal enum KeyState
{
    /// <summary>Partners can already fetch it; it does not sign yet.</summary>
    Published,

    Active,

    /// <summary>Still published and, until its successor signs, signing.</summary>
    Retiring,

    Retired,
}
