namespace Dci.CrvsApi.Registry.Keys;

/// <summary>Port to where the server's own keys are kept, sealed.</summary>
public interface IKeyStore
{
    Task<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds the keys together, and none when one of their ids is taken.</summary>
    Task AddAsync(IReadOnlyList<StoredKey> keys, CancellationToken cancellationToken);

    /// <summary>Sets the end of a key's use; an unknown id does nothing.</summary>
    Task RetireAsync(string keyId, DateTimeOffset retiresAt, CancellationToken cancellationToken);
}

/// <summary>A private key under seal.</summary>
/// <param name="KeyId">RFC 7638 thumbprint.</param>
/// <param name="Use"><c>sig</c>, <c>enc</c> or <c>token</c>.</param>
/// <param name="Algorithm">JWA name: ES256, RS256, EdDSA, RSA-OAEP-256.</param>
/// <param name="Sealed">AES-GCM sealed private key.</param>
/// <param name="PublishedAt">From when its public half is in the JWKS (UTC).</param>
/// <param name="ActiveFrom">From when it signs or decrypts (UTC).</param>
/// <param name="RetiresAt">Until when it is published and accepted (UTC), null while it is in use.</param>
public sealed record StoredKey(string KeyId, string Use, string Algorithm, byte[] Sealed, DateTimeOffset PublishedAt, DateTimeOffset ActiveFrom, DateTimeOffset? RetiresAt);
