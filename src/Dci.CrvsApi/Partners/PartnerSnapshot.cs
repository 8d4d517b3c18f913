using System.Collections.Frozen;

namespace Dci.CrvsApi.Partners;

/// <summary>All partners at one moment.</summary>
internal sealed class PartnerSnapshot
{
    private readonly FrozenDictionary<string, RegisteredPartner> _byId;

    /// <param name="partners">In order of precedence: of two with the same id the first counts.</param>
    /// <param name="takenAt">Timestamp of the clock when reading began.</param>
    public PartnerSnapshot(IEnumerable<RegisteredPartner> partners, long takenAt)
    {
        TakenAt = takenAt;
        _byId = partners.DistinctBy(registered => registered.Partner.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(registered => registered.Partner.Id, StringComparer.Ordinal);
    }

    public long TakenAt { get; }

    /// <summary>Ordered by id.</summary>
    public IEnumerable<RegisteredPartner> All => _byId.Values.OrderBy(registered => registered.Partner.Id, StringComparer.Ordinal);

    public RegisteredPartner? Find(string id) => _byId.GetValueOrDefault(id);
}
