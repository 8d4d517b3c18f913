namespace Dci.CrvsApi.Registry.Partners;

/// <summary>Port to where partners are kept.</summary>
public interface IPartnerStore
{
    Task<IReadOnlyList<StoredPartner>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The partner of this id, or null.</summary>
    Task<StoredPartner?> FindAsync(string partnerId, CancellationToken cancellationToken);

    /// <summary>Adds the partner; false, with nothing written, when its id is taken.</summary>
    Task<bool> AddAsync(StoredPartner partner, CancellationToken cancellationToken);

    /// <summary>
    /// Puts the partner in the place of the row that was last changed at <paramref name="unchangedSince"/>; false, with nothing written,
    /// when there is none or it was changed since. Its own <see cref="StoredPartner.ChangedAt"/> must be later, by a millisecond at least.
    /// </summary>
    Task<bool> ReplaceAsync(StoredPartner partner, DateTimeOffset unchangedSince, CancellationToken cancellationToken);
}

/// <summary>A partner as kept: its agreement as one JSON document, and what is looked at beside it.</summary>
/// <param name="PartnerId">Also the OAuth2 client id. At most 99 characters.</param>
/// <param name="Document">The registration as JSON.</param>
/// <param name="SecretDigest">SHA-256 of the client secret, null when the partner has none.</param>
/// <param name="Disabled">A disabled partner is refused everywhere at once.</param>
/// <param name="ChangedAt">UTC; kept to the millisecond.</param>
public sealed record StoredPartner(string PartnerId, string Document, byte[]? SecretDigest, bool Disabled, DateTimeOffset ChangedAt);
