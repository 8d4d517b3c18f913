using System.Text.Json;

namespace Dci.CrvsApi.Signing.KeySets;

/// <summary>Where the refresher learns which key sets to read, and leaves what it read; kept by the partners' register.</summary>
internal interface IPartnerKeySink
{
    /// <summary>Every partner that is not disabled and has pinned an address; empty when none has.</summary>
    Task<IReadOnlyList<PinnedKeySet>> ListPinnedAsync(CancellationToken cancellationToken);

    /// <summary>Replaces what was read from the partner's address before. An unknown partner does nothing.</summary>
    /// <param name="keys">JWKs that are usable for signatures or for encryption; never empty.</param>
    Task SaveFetchedAsync(string partnerId, IReadOnlyList<JsonElement> keys, CancellationToken cancellationToken);
}

/// <summary>The address that a partner pinned at registration.</summary>
internal sealed record PinnedKeySet(string PartnerId, Uri Address);
