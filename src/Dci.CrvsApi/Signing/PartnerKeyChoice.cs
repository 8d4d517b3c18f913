using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Signing;

/// <summary>Which of a partner's registered keys may have made a signature. A message can name a key, never bring one.</summary>
internal static class PartnerKeyChoice
{
    /// <summary>
    /// Those named by the id, else those that share its key part, else all; and of them those that serve the algorithm.
    /// A name that is known binds even when its key does not fit: then nothing is left.
    /// </summary>
    public static IReadOnlyList<PartnerKey> For(IReadOnlyList<PartnerKey> keys, SignatureAlgorithm algorithm, string? keyId)
    {
        var named = keyId is null ? [] : Named(keys, keyId);
        return [.. (named.Count > 0 ? named : keys).Where(key => key.Serves(algorithm))];
    }

    private static List<PartnerKey> Named(IReadOnlyList<PartnerKey> keys, string keyId)
    {
        var exact = keys.Where(key => string.Equals(key.KeyId, keyId, StringComparison.Ordinal)).ToList();
        if (exact.Count > 0)
            return exact;

        var part = KeyPart(keyId);
        return [.. keys.Where(key => key.KeyId is not null && string.Equals(KeyPart(key.KeyId), part, StringComparison.Ordinal))];

        // In "sender|key|algorithm" the sender may be spelt differently from the one in the partner's JWKS.
        static string KeyPart(string id) => id.Split('|') is [_, var key, _] ? key : id;
    }
}
