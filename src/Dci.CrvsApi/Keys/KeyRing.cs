namespace Dci.CrvsApi.Keys;

/// <summary>All the server's keys as they stood when last read; which of them is in use follows from the clock.</summary>
internal sealed class KeyRing
{
    public KeyRing(IEnumerable<ServerKey> keys, string senderId, DateTimeOffset now)
    {
        Keys = [.. keys.OrderByDescending(key => key.ActiveFrom).ThenByDescending(key => key.RetiresAt is null).ThenBy(key => key.KeyId, StringComparer.Ordinal)];
        Published = new PublishedKeys(this, senderId, now);
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ServerKey> Keys { get; }

    public PublishedKeys Published { get; }

    /// <summary>The key that signs in this algorithm now; the settings must name the algorithm.</summary>
    public ServerKey Signer(string algorithm, DateTimeOffset now) => Find("sig", algorithm, now) ?? throw new InvalidOperationException(
        $"The server has no active key that signs in {algorithm}; add it to Keys:Algorithms.");

    /// <summary>The newest active key for this purpose, null when there is none.</summary>
    public ServerKey? Find(string use, string algorithm, DateTimeOffset now)
    {
        foreach (var key in Keys)
        {
            if (string.Equals(key.Algorithm, algorithm, StringComparison.Ordinal) && string.Equals(key.Use, use, StringComparison.Ordinal) && key.IsActiveAt(now))
                return key;
        }

        return null;
    }

    /// <summary>The private key that opens what was encrypted to this published key id, null when it is unknown or retired.</summary>
    public KeyMaterial? Decrypter(string keyId, DateTimeOffset now) =>
        Keys.FirstOrDefault(key => key.Use == "enc" && key.KeyId == keyId && key.IsPublishedAt(now))?.Material;
}
