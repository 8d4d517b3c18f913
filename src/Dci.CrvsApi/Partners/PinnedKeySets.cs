using System.Text.Json;
using Dci.CrvsApi.Signing;
using Dci.CrvsApi.Signing.KeySets;

namespace Dci.CrvsApi.Partners;

/// <summary>Names the key sets that partners pinned, and keeps what was read of them beside the registration.</summary>
internal sealed class PinnedKeySets(PartnerDirectory directory, FiledPartners filed, PartnerAdministration administration) : IPartnerKeySink
{
    public async Task<IReadOnlyList<PinnedKeySet>> ListPinnedAsync(CancellationToken cancellationToken) =>
        [.. (await directory.ListAsync(cancellationToken))
            .Where(registered => !registered.Partner.Disabled && registered.Partner.KeySetAddress is not null)
            .Select(registered => new PinnedKeySet(registered.Partner.Id, registered.Partner.KeySetAddress!))];

    public async Task SaveFetchedAsync(string partnerId, IReadOnlyList<JsonElement> keys, CancellationToken cancellationToken)
    {
        var read = keys.Select(PartnerKeyReader.ReadJwk).ToList();
        if (filed.KeepKeys(partnerId, new PartnerKeySet([.. read.SelectMany(reading => reading.Keys)], [.. read.SelectMany(reading => reading.EncryptionKeys)])))
            directory.Forget();
        else
            await administration.KeepFetchedKeysAsync(partnerId, keys, cancellationToken);
    }
}
