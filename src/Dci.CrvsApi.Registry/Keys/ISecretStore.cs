namespace Dci.CrvsApi.Registry.Keys;

/// <summary>Port to where secrets that are used towards partners are kept, sealed: outbound tokens and client certificates.</summary>
public interface ISecretStore
{
    Task<IReadOnlyList<StoredSecret>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Puts the secret in the place of one of the same owner and kind, or adds it.</summary>
    Task SaveAsync(StoredSecret secret, CancellationToken cancellationToken);

    /// <summary>False when there was none.</summary>
    Task<bool> RemoveAsync(string owner, string kind, CancellationToken cancellationToken);
}

/// <summary>A secret under seal.</summary>
/// <param name="Owner">Whose it is: a partner's id.</param>
/// <param name="Kind">What it is for, for example <c>callback-bearer</c>.</param>
/// <param name="Sealed">AES-GCM sealed.</param>
/// <param name="ChangedAt">When it was put here (UTC).</param>
public sealed record StoredSecret(string Owner, string Kind, byte[] Sealed, DateTimeOffset ChangedAt);
