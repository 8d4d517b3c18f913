using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Keys;

/// <summary>The timeline of a rotation: published now, signing after the publication period, the one before retired after the overlap.</summary>
internal static class KeyRotation
{
    /// <summary>From when the next key signs.</summary>
    public static DateTimeOffset ActiveFrom(KeysOptions options, bool immediately, DateTimeOffset now) =>
        immediately ? now : now + options.PublicationPeriod;

    /// <summary>The keys of the purpose that a new one replaces; what is already on its way out keeps its date.</summary>
    public static IEnumerable<StoredKey> Replaced(IEnumerable<StoredKey> keys, KeyPurpose purpose) =>
        keys.Where(key => Serves(key, purpose) && key.RetiresAt is null);

    /// <summary>The purposes that have no key to go on with.</summary>
    public static IReadOnlyList<KeyPurpose> Missing(IReadOnlyList<StoredKey> keys, KeysOptions options, DateTimeOffset now) =>
        [.. KeyPurpose.Needed(options).Where(purpose => !keys.Any(key => Serves(key, purpose) && key.ActiveFrom <= now && !(key.RetiresAt <= now)))];

    /// <summary>The purposes that an operator means by an algorithm, or all of them.</summary>
    public static IReadOnlyList<KeyPurpose> Meant(string? algorithm, KeysOptions options) =>
        [.. KeyPurpose.Needed(options).Where(purpose => algorithm is null || string.Equals(purpose.Algorithm, algorithm, StringComparison.OrdinalIgnoreCase))];

    private static bool Serves(StoredKey key, KeyPurpose purpose) => key.Use == purpose.Use && key.Algorithm == purpose.Algorithm;
}
